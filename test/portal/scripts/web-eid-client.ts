// A page's side of the Web eID protocol, message by message as the published library has it: one
// listener for all, one request of an action at a time, its time-outs, its start a second after the
// page's, and errors made of what a failure says.

const ACKNOWLEDGE_MS = 1_000;
const NATIVE_MS = 5_000;
const PERSON_MS = 120_000;
const EXTENSION_LOAD_MS = 1_000;

/** As the library's versions go. */
const LIBRARY_VERSION = '2.1.0';

export interface WebEidOptions {
  readonly userInteractionTimeout?: number;
  readonly lang?: string;
}

export class WebEidFailure extends Error {
  readonly code: string;

  constructor(code: string, members: object = {}) {
    super(code);
    this.code = code;
    Object.assign(this, members);
  }
}

interface Reply {
  readonly action: string;
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
  readonly [member: string]: unknown;
}

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (failure: Error) => void;
  readonly timers: Readonly<Record<'acknowledge' | 'reply', ReturnType<typeof setTimeout>>>;
}

const KNOWN_CODES: ReadonlySet<unknown> = new Set(
  [
    ...['ACTION_PENDING', 'ACTION_TIMEOUT', 'CONTEXT_INSECURE', 'EXTENSION_UNAVAILABLE'],
    ...['MISSING_PARAMETER', 'NATIVE_INVALID_ARGUMENT', 'NATIVE_FATAL', 'NATIVE_UNAVAILABLE'],
    ...['USER_CANCELLED', 'USER_TIMEOUT', 'VERSION_INVALID', 'VERSION_MISMATCH', 'UNKNOWN_ERROR'],
  ].map((name) => `ERR_WEBEID_${name}`),
);

const loadedAt = performance.now();
const pending = new Map<string, Pending>();

window.addEventListener('message', ({ source, origin, data }: MessageEvent<Reply>) => {
  if (source !== window || origin !== window.location.origin) return;
  if (typeof data?.action !== 'string' || !data.action.startsWith('web-eid:')) return;
  const [, action = '', what] = /^(.*)-(ack|success|failure)$/.exec(data.action) ?? [];
  const request = pending.get(action);
  if (request === undefined) return;
  if (what === 'ack') clearTimeout(request.timers.acknowledge);
  if (what === 'success') end(action)?.resolve(data);
  if (what === 'failure') end(action)?.reject(failureFrom(data));
});

function end(action: string): Pending | undefined {
  const request = pending.get(action);
  pending.delete(action);
  clearTimeout(request?.timers.acknowledge);
  clearTimeout(request?.timers.reply);
  return request;
}

/** What does not read as an error of the protocol is an unknown one. */
function failureFrom({ error }: Reply): WebEidFailure {
  const isKnown = KNOWN_CODES.has(error?.code) && typeof error?.message === 'string';
  return isKnown
    ? new WebEidFailure(String(error.code), error)
    : new WebEidFailure('ERR_WEBEID_UNKNOWN_ERROR');
}

/**
 * Posts a request to this page's own window and waits for its answer.
 * @throws WebEidFailure
 */
async function ask(action: string, members: object, timeoutMs: number): Promise<Reply> {
  const wait = loadedAt + EXTENSION_LOAD_MS - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  if (pending.has(action)) throw new WebEidFailure('ERR_WEBEID_ACTION_PENDING');
  if (!window.isSecureContext) throw new WebEidFailure('ERR_WEBEID_CONTEXT_INSECURE');
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const fail = (code: string) => (): void => end(action)?.reject(new WebEidFailure(code));
  const timers = {
    acknowledge: setTimeout(fail('ERR_WEBEID_EXTENSION_UNAVAILABLE'), ACKNOWLEDGE_MS),
    reply: setTimeout(fail('ERR_WEBEID_ACTION_TIMEOUT'), timeoutMs),
  };
  pending.set(action, { resolve, reject, timers });
  window.postMessage({ action, libraryVersion: LIBRARY_VERSION, ...members }, '*');
  return promise;
}

function withPerson(options: WebEidOptions | undefined, entries: number): number {
  const person = options?.userInteractionTimeout ?? PERSON_MS;
  return ACKNOWLEDGE_MS + NATIVE_MS + person * entries;
}

export function status(): Promise<Reply> {
  return ask('web-eid:status', {}, ACKNOWLEDGE_MS + NATIVE_MS);
}

export function authenticate(challengeNonce: string, options?: WebEidOptions): Promise<Reply> {
  return ask('web-eid:authenticate', { challengeNonce, options }, withPerson(options, 1));
}

export function getSigningCertificate(options?: WebEidOptions): Promise<Reply> {
  return ask('web-eid:get-signing-certificate', { options }, withPerson(options, 2));
}

export function sign(
  certificate: string,
  hash: string,
  hashFunction: string,
  options?: WebEidOptions,
): Promise<Reply> {
  const members = { certificate, hash, hashFunction, options };
  return ask('web-eid:sign', members, withPerson(options, 2));
}
