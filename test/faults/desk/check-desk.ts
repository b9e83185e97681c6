import { vi } from 'vitest';
import { BridgeClient } from '../../../extension/background/bridge/bridge-client.ts';
import { CheckUp } from '../../../extension/background/check-up/check-up.ts';
import { ProxyHold } from '../../../extension/background/sign-in/proxy-hold.ts';
import { SignInWindow } from '../../../extension/background/sign-in/sign-in-window.ts';
import { WebAuthenticationProxy } from '../../../extension/background/sign-in/web-authentication-proxy.ts';
import { lookAtBrowser } from '../../../extension/pages/check-up/browser-probes.ts';
import { joinFindings } from '../../../extension/pages/check-up/join-findings.ts';
import { type TrialDevice, tryDevice } from '../../../extension/pages/check-up/key-trial.ts';
import { tryInBrowser } from '../../../extension/pages/check-up/try-in-browser.ts';
import { nativePortOpener } from '../../../extension/platform/native-port.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { Wanted } from '../../../shared/diagnosis/finding-row.ts';
import { wantedBy } from '../../../shared/diagnosis/shown-error.ts';
import { judge, type Verdict } from '../../../shared/diagnosis/verdict.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CheckUpRun, CheckUpView } from '../../../shared/messages/check-up-view.ts';
import { askedHost } from '../../../shared/portals/asked-portals.ts';
import { HOST_NAME } from '../../../shared/rpc/limits.ts';
import type { Desk } from './desk.ts';
import type { PersonDoes } from './desk-fault.ts';

/** More than anybody waits. */
const LATE_MS = 30_000;
const IN_TIME = { timeoutMs: 20_000, timeoutCode: 'bridge-mute' } as const;

/** The extension's whole check-up at a desk, and what the person helps to find. */
export async function checkDesk(
  desk: Desk,
  does: PersonDoes | undefined,
): Promise<{ readonly verdict: Verdict; readonly findings: readonly Finding[] }> {
  const error = await desk.errorOfSignIn();
  desk.place();
  const wanted = wantedAt(desk, does);
  const client: BridgeClient = new BridgeClient({
    openPort: nativePortOpener(HOST_NAME),
    extension: { version: '1.0.0', edition: 'full' },
    onCeremonyEvent: () => {},
    onCheckUpProgress: (news) => checkUp.onProgress(news),
    onReady: () => {},
    onChange: () => {},
  });
  const checkUp = checkUpAt(desk, client);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const looking = Promise.all([
    lookAtBrowser(askedHost(wanted, undefined)),
    runOf(checkUp, wanted),
  ]);
  await vi.advanceTimersByTimeAsync(LATE_MS);
  const [page, run] = await looking;
  vi.useRealTimers();
  const seen = joinFindings({ error, shown: desk.shown, wanted }, page, run);
  const findings = [...seen, ...(does === undefined ? [] : await help(client, does))];
  return { verdict: judge(findings, { wanted, hasOtherWay: null }), findings };
}

/** The background's part of it, at a browser in which nothing else goes on. */
function checkUpAt(desk: Desk, bridge: BridgeClient): CheckUp {
  const done = async () => {};
  const surface = { open: async () => 1, close: done, focus: done, isOpen: async () => true };
  return new CheckUp({
    bridge,
    window: new SignInWindow(surface, { onWindow: () => {}, onClosedByPerson: () => {} }),
    language: () => 'en',
    isWindowTaken: () => false,
    isProxyHeld: () => new ProxyHold(proxyOf(desk)).isHeldByOther(),
    surroundings: async () => ({ language: 'en', version: '1.0.0' }),
    session: { get: async () => ({}), set: done },
    onTrouble: () => {},
    onBegin: () => {},
  });
}

/** What an open page has been shown of a run by the time that nobody waits any more. */
async function runOf(checkUp: CheckUp, wanted: Wanted): Promise<CheckUpRun> {
  const views: CheckUpView[] = [];
  checkUp.onPort({ postMessage: (view) => views.push(view) });
  checkUp.begin('at-a-desk', { wanted });
  await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  const run = views.at(-1)?.run ?? null;
  if (run === null) throw new TypeError('no page was shown a run');
  return run;
}

function wantedAt({ shown }: Desk, does: PersonDoes | undefined): Wanted {
  if (shown !== undefined) return wantedBy(shown);
  return does === 'try the card' ? 'card' : 'key';
}

function proxyOf({ holder }: Desk): WebAuthenticationProxy {
  const event = { addListener: () => {} };
  const done = async () => undefined;
  const api = {
    attach: async () => holder,
    detach: done,
    completeCreateRequest: done,
    completeGetRequest: done,
    completeIsUvpaaRequest: done,
    onCreateRequest: event,
    onGetRequest: event,
    onIsUvpaaRequest: event,
    onRequestCanceled: event,
  };
  return new WebAuthenticationProxy(api, { onRequest: () => {}, onCancel: () => {} });
}

/** What the person helps to find. @throws TypeError where it counts for nothing */
async function help(client: BridgeClient, does: PersonDoes): Promise<readonly Finding[]> {
  if (does === 'look into the key') {
    return (await client.call('key.sign-ins', { portal: 'entra' }, IN_TIME)).findings;
  }
  const outcome = await tryDevice(does === 'try the card' ? 'card' : 'key', {
    throughBridge: (device) => throughBridge(client, device),
    inBrowser: tryInBrowser,
    askToGoOn: async () => true,
    askWhetherStopped: async () => false,
  });
  if (typeof outcome === 'string') throw new TypeError(`the try was ${outcome}`);
  return outcome;
}

async function throughBridge(client: BridgeClient, device: TrialDevice) {
  try {
    const { steps } =
      device === 'card'
        ? await client.call('card.test', { card: 'any' }, IN_TIME)
        : await client.call('key.try', { userVerification: 'preferred' }, IN_TIME);
    return { passed: steps.every(({ passed }) => passed) };
  } catch (thrown) {
    return { problem: toWardkeyError(thrown).code };
  }
}
