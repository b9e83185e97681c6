import { failureOf } from '../../shared/web-eid/failure.ts';
import {
  type FromWebEidPage,
  MAX_TEXT,
  REQUEST_MEMBERS,
  type ToWebEidPage,
  WEB_EID_ACTIONS,
  WEB_EID_PORT,
  type WebEidAction,
} from '../../shared/web-eid/protocol.ts';

/**
 * A page's library waits 1 s for the acknowledgement. Who answers, the background knows long before
 * that, but for a worker that the browser starts just then: by this time (ms) nobody else has spoken
 * up, and the request is ours.
 */
const ACKNOWLEDGE_MS = 500;

/** Acknowledgements of ours that are on their way to this window. */
let ownAcknowledgements = 0;
/** Whether somebody else acknowledges what this page asks. */
let otherAnswers = false;
const waiting = new Set<chrome.runtime.Port>();

// Frames are not served: the browser loads this into the top one alone.
window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source !== window || typeof data !== 'object' || data === null) return;
  const action = textOf(data, 'action');
  if (action === undefined) return;
  const asked = WEB_EID_ACTIONS.find((known) => known === action);
  if (asked !== undefined) ask(asked, data);
  else if (WEB_EID_ACTIONS.some((known) => action === `${known}-ack`)) noteAcknowledgement();
});

function noteAcknowledgement(): void {
  if (ownAcknowledgements > 0) {
    ownAcknowledgements -= 1;
    return;
  }
  otherAnswers = true;
  for (const port of waiting) say(port, { type: 'other-answers' });
}

/** Hands a request on. Whether it is taken, and what becomes of it, the background decides. */
async function ask(action: WebEidAction, data: object): Promise<void> {
  const due = performance.now() + ACKNOWLEDGE_MS;
  await othersHeard();
  let port: chrome.runtime.Port;
  try {
    port = chrome.runtime.connect({ name: WEB_EID_PORT });
  } catch {
    // The extension was updated or removed while the page stayed open.
    return;
  }
  let isAcknowledged = false;
  let isAnswered = false;
  const acknowledge = (): void => {
    if (isAcknowledged) return;
    isAcknowledged = true;
    ownAcknowledgements += 1;
    post({ action: `${action}-ack` });
  };
  const timer = setTimeout(() => {
    if (!otherAnswers) acknowledge();
  }, due - performance.now());
  waiting.add(port);
  port.onDisconnect.addListener(() => {
    clearTimeout(timer);
    waiting.delete(port);
    // The worker has gone, or the extension was updated: nobody else will tell the page.
    const isOpen = isAcknowledged && !isAnswered && !otherAnswers;
    if (isOpen) post(failureOf(action, 'ERR_WEBEID_NATIVE_UNAVAILABLE'));
  });
  port.onMessage.addListener((message: ToWebEidPage) => {
    acknowledge();
    if (message.type !== 'answer') return;
    isAnswered = true;
    post(message.answer);
  });
  say(port, { type: 'request', request: requestFrom(action, data), otherAnswers });
}

/**
 * Resolves once what another extension posts at once on the same request was seen: it was queued in
 * the same turn as the first message here, and so before the second.
 */
function othersHeard(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  let hops = 0;
  port1.onmessage = () => {
    hops += 1;
    if (hops < 2) {
      port2.postMessage(null);
      return;
    }
    port1.close();
    resolve();
  };
  port2.postMessage(null);
  return promise;
}

/** The members that the protocol has, and of those only what can be one. */
function requestFrom(action: WebEidAction, data: object): object {
  const texts = REQUEST_MEMBERS.map((name) => [name, textOf(data, name)] as const);
  const given: unknown = Reflect.get(data, 'options');
  const options = typeof given === 'object' && given !== null ? given : {};
  const timeout: unknown = Reflect.get(options, 'userInteractionTimeout');
  const lang = textOf(options, 'lang');
  return {
    action,
    ...Object.fromEntries(texts.filter(([, text]) => text !== undefined)),
    options: {
      ...(typeof timeout === 'number' && { userInteractionTimeout: timeout }),
      ...(lang !== undefined && { lang }),
    },
  };
}

function textOf(data: object, name: string): string | undefined {
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' && value.length <= MAX_TEXT ? value : undefined;
}

function say(port: chrome.runtime.Port, message: FromWebEidPage): void {
  port.postMessage(message);
}

function post(message: object): void {
  window.postMessage(message, window.location.origin);
}
