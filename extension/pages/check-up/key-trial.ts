import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { tellingCode } from '../../../shared/diagnosis/reported-error.ts';
import {
  cardTrialFindings,
  keyTrialFindings,
  type WayTried,
} from '../../../shared/diagnosis/trial-findings.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { DeviceTrial } from '../../../shared/messages/check-up-view.ts';
import type { KeyTask } from '../../../shared/messages/messages.ts';
import type { BrowserTry } from './try-in-browser.ts';

export type TrialDevice = DeviceTrial['device'];

/** What a real try needs of the page around it. */
export interface TrialWays {
  /** Resolves when the bridge has tried the device, or done the task, or cannot. Never rejects. */
  throughBridge(
    device: TrialDevice,
    task?: KeyTask,
  ): Promise<Pick<DeviceTrial, 'passed' | 'problem' | 'findings'>>;
  /** Never rejects. */
  inBrowser(): Promise<BrowserTry>;
  /** Asks the person to go on to the browser. @returns whether they want to */
  askToGoOn(): Promise<boolean>;
  /** Asks whether they stopped the browser themselves. */
  askWhetherStopped(): Promise<boolean>;
}

/** What a try has shown, or why it counts for nothing. */
export type TrialOutcome = readonly Finding[] | 'stopped' | 'busy';

/** The bridge cannot be reached, or is one of before there were tries. */
const ABSENT: readonly ErrorCode[] = [
  'bridge-missing',
  'bridge-forbidden',
  'bridge-blocked-by-policy',
  'bridge-stopped',
  'bridge-garbled',
  'bridge-mute',
  'bridge-version',
  'caller-not-allowed',
  'method-unknown',
];
/** It ended before the device could show anything: by the person, by the clock, or by our own fault. */
const STOPPED: readonly ErrorCode[] = [
  'ceremony-cancelled',
  'ceremony-aborted',
  'ceremony-timeout',
  'ceremony-unknown',
  'page-gone',
  'pin-last-try-unconfirmed',
  'pin-not-given',
  'pin-pad-timeout',
  'pin-pad-cancelled',
  'internal',
];

/**
 * Tries a key through the bridge and then in the browser: the two together tell a broken key from a
 * broken browser. What names its own cause ends it sooner. A card is tried through the bridge alone.
 */
export async function tryDevice(device: TrialDevice, ways: TrialWays): Promise<TrialOutcome> {
  const { passed, problem } = await ways.throughBridge(device);
  if (problem === 'ceremony-busy') return 'busy';
  if (problem !== undefined && isStopped(problem)) return 'stopped';
  const bridge = wayOf(passed, problem);
  if (device === 'card') return cardTrialFindings(bridge);
  const isTold = problem !== undefined && bridge.went === 'failed' && tellingCode(problem, 'key');
  if (isTold) return keyTrialFindings(bridge, { went: 'absent' });
  if (!(await ways.askToGoOn())) return 'stopped';
  const browser = await ways.inBrowser();
  if (browser !== 'refused') return keyTrialFindings(bridge, { went: browser });
  if (await ways.askWhetherStopped()) return 'stopped';
  return keyTrialFindings(bridge, { went: 'failed' });
}

/** Whether it ended before the device could show anything. */
export function isStopped(problem: ErrorCode): boolean {
  return STOPPED.includes(problem);
}

function wayOf(passed: boolean | undefined, problem: ErrorCode | undefined): WayTried {
  if (problem === undefined) return { went: passed === true ? 'worked' : 'failed' };
  return ABSENT.includes(problem) ? { went: 'absent' } : { went: 'failed', error: problem };
}
