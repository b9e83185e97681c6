import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { BioEnrollment, type Sample, type SampleStatus } from '../ctap/bio-enrollment.ts';
import type { CommandOptions } from '../ctap/command.ts';
import type { ManagedKey } from '../ctap/management.ts';
import type { CommandContext } from './context.ts';

/** How long the key waits for each sample, in milliseconds. */
const SAMPLE_MS = 20_000;
/** How long the key may take to forget an enrolment that was given up, in milliseconds. */
const CANCEL_MS = 1_000;
/** More touches than any key needs: one that never has enough is given up. */
const MAX_SAMPLES = 50;

const FEEDBACK: Readonly<Record<SampleStatus, CommandLineWordKey>> = {
  good: 'cli.sampleGood',
  'too-high': 'cli.sampleTooHigh',
  'too-low': 'cli.sampleTooLow',
  'too-left': 'cli.sampleTooLeft',
  'too-right': 'cli.sampleTooRight',
  'too-fast': 'cli.sampleTooFast',
  'too-slow': 'cli.sampleTooSlow',
  'poor-quality': 'cli.samplePoor',
  'too-skewed': 'cli.sampleTooSkewed',
  'too-short': 'cli.sampleTooShort',
  'merge-failure': 'cli.sampleAgain',
  exists: 'cli.sampleExists',
  unused: 'cli.sampleAgain',
  'no-user-activity': 'cli.sampleNothing',
  'no-user-presence-transition': 'cli.sampleAgain',
  unknown: 'cli.sampleAgain',
};

export interface CapturedFinger {
  readonly templateId: Uint8Array;
  /** Touches that it took. */
  readonly samples: number;
}

/**
 * Teaches a key a finger, telling the person of each touch. What was begun is taken back at the key
 * when it does not come to its end.
 * @throws WardkeyError `fingerprint-storage-full`, `touch-timeout`, what sending throws, the signal's
 *   reason
 */
export async function captureFinger(
  { terminal, language }: CommandContext,
  managed: ManagedKey,
): Promise<CapturedFinger> {
  const enrollment = new BioEnrollment({ ...managed, options: () => quietly(managed) });
  const told = (sample: Sample) => {
    terminal.notice(sayInTerminal(language, FEEDBACK[sample.status]));
  };
  terminal.status(sayInTerminal(language, 'cli.fingerTouchFirst'));
  try {
    const first = await enrollment.begin(SAMPLE_MS);
    told(first);
    let { remaining } = first;
    let samples = 1;
    while (remaining > 0) {
      if (samples === MAX_SAMPLES) {
        throw new WardkeyError('device-garbled', { facts: { reason: 'endless-enrolment' } });
      }
      terminal.status(sayInTerminal(language, 'cli.fingerTouch', { remaining }));
      const sample = await enrollment.captureNext(first.templateId, SAMPLE_MS);
      told(sample);
      ({ remaining } = sample);
      samples += 1;
    }
    return { templateId: first.templateId, samples };
  } catch (error) {
    await forget(managed);
    throw error;
  } finally {
    terminal.status(null);
  }
}

/**
 * While the key waits for the finger it says "touch needed", of which the person would be told in the place
 * of how many times are left.
 */
function quietly(managed: ManagedKey): CommandOptions {
  const { onKeepalive: _, ...options } = managed.options();
  return options;
}

/** The signal of the command may be aborted by now, so that this is sent under one of its own. */
async function forget(managed: ManagedKey): Promise<void> {
  const options = () => ({ signal: AbortSignal.timeout(CANCEL_MS) });
  await new BioEnrollment({ ...managed, options }).cancel().catch(() => {});
}
