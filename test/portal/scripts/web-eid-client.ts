// A page's side of the Web eID protocol, with the time-outs that the published library has.

const ACKNOWLEDGE_MS = 1_000;
const NATIVE_MS = 5_000;
const PERSON_MS = 120_000;

/** As the library's versions go. */
const LIBRARY_VERSION = '2.1.0';

export interface WebEidOptions {
  readonly userInteractionTimeout?: number;
}

export class WebEidFailure extends Error {
  readonly code: string;

  constructor(code: string, message = code) {
    super(message);
    this.code = code;
  }
}

interface Reply {
  readonly action: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly [member: string]: unknown;
}

/**
 * Posts a request to this page's own window and waits for its answer.
 * @throws WebEidFailure
 */
function ask(action: string, members: object, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController();
    const finish = (settle: () => void): void => {
      ended.abort();
      clearTimeout(acknowledgeTimer);
      clearTimeout(replyTimer);
      settle();
    };
    const fail = (code: string, message?: string): void =>
      finish(() => reject(new WebEidFailure(code, message)));
    const acknowledgeTimer = setTimeout(
      () => fail('ERR_WEBEID_EXTENSION_UNAVAILABLE'),
      ACKNOWLEDGE_MS,
    );
    const replyTimer = setTimeout(() => fail('ERR_WEBEID_ACTION_TIMEOUT'), timeoutMs);
    window.addEventListener(
      'message',
      ({ source, data }: MessageEvent<Reply>) => {
        if (source !== window) return;
        if (data.action === `${action}-ack`) clearTimeout(acknowledgeTimer);
        if (data.action === `${action}-success`) finish(() => resolve(data));
        if (data.action === `${action}-failure`) {
          fail(data.error?.code ?? 'ERR_WEBEID_UNKNOWN_ERROR', data.error?.message);
        }
      },
      { signal: ended.signal },
    );
    window.postMessage({ action, libraryVersion: LIBRARY_VERSION, ...members }, '*');
  });
}

function withPerson(options: WebEidOptions, entries: number): number {
  const person = options.userInteractionTimeout ?? PERSON_MS;
  return ACKNOWLEDGE_MS + NATIVE_MS + person * entries;
}

export function status(): Promise<Reply> {
  return ask('web-eid:status', {}, ACKNOWLEDGE_MS + NATIVE_MS);
}

export function authenticate(challengeNonce: string, options: WebEidOptions = {}): Promise<Reply> {
  return ask('web-eid:authenticate', { challengeNonce, options }, withPerson(options, 1));
}

export function getSigningCertificate(options: WebEidOptions = {}): Promise<Reply> {
  return ask('web-eid:get-signing-certificate', { options }, withPerson(options, 2));
}

export function sign(
  certificate: string,
  hash: string,
  hashFunction: string,
  options: WebEidOptions = {},
): Promise<Reply> {
  const members = { certificate, hash, hashFunction, options };
  return ask('web-eid:sign', members, withPerson(options, 2));
}
