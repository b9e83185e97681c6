import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel, U2fRequest } from '../transport/transport.ts';
import type { CommandOptions } from './command.ts';
import { pauseUnlessAborted } from './pause.ts';
import { parseRegistration, type U2fRegistration } from './u2f-registration-data.ts';

/** Instructions (U2F Raw Message Formats v1.2 §3.3). */
const INS = { register: 0x01, authenticate: 0x02, version: 0x03 } as const;

/** Control byte of an authentication (§5.1). */
const CONTROL = { checkOnly: 0x07, enforceUserPresence: 0x03 } as const;

const SW = {
  ok: 0x9000,
  wrongLength: 0x6700,
  touchNeeded: 0x6985,
  wrongData: 0x6a80,
  insUnsupported: 0x6d00,
  claUnsupported: 0x6e00,
} as const;

/** Between two requests while the key waits for a touch, in milliseconds. */
const POLL_MS = 100;

/** One byte tells its length (U2F Raw Message Formats v1.2 §5.1). */
export const MAX_KEY_HANDLE_LENGTH = 255;

/** Both of 32 bytes: hash of the client data, hash of the RP ID or AppID. */
export interface U2fParameters {
  readonly challenge: Uint8Array;
  readonly application: Uint8Array;
}

export interface U2fSignature {
  readonly userPresent: boolean;
  readonly counter: number;
  readonly signature: Uint8Array;
}

type U2fChannel = Pick<CtapChannel, 'u2f'>;

/**
 * The version that a key speaks, such as `U2F_V2`.
 * @throws WardkeyError `key-refused`, and what sending throws
 */
export async function u2fVersion(channel: U2fChannel, options: CommandOptions): Promise<string> {
  const request = { ins: INS.version, p1: 0, data: new Uint8Array() };
  const { data, statusWord } = await send(channel, request, options);
  if (statusWord !== SW.ok) throw refused(statusWord);
  return Buffer.from(data).toString('latin1');
}

/**
 * Registers a credential, once the person touches the key.
 * @throws WardkeyError `key-refused`, `device-garbled`, and what sending throws
 */
export async function u2fRegister(
  channel: U2fChannel,
  { challenge, application }: U2fParameters,
  options: CommandOptions,
): Promise<U2fRegistration> {
  const data = new Uint8Array([...challenge, ...application]);
  // Some keys want "enforce user presence" in P1 as well, none minds it (§4.1).
  const request = { ins: INS.register, p1: CONTROL.enforceUserPresence, data };
  const answer = await sendUntilTouched(channel, request, options);
  if (answer.statusWord !== SW.ok) throw refused(answer.statusWord);
  return parseRegistration(answer.data);
}

/**
 * Whether a key handle is the key's own, without a touch (§5.1, "check-only"). Old keys answer one
 * that is not theirs with status words of all kinds.
 * @param keyHandle at most 255 bytes
 */
export async function u2fIsKnown(
  channel: U2fChannel,
  parameters: U2fParameters,
  keyHandle: Uint8Array,
  options: CommandOptions,
): Promise<boolean> {
  const data = authenticationData(parameters, keyHandle);
  const request = { ins: INS.authenticate, p1: CONTROL.checkOnly, data };
  const { statusWord } = await send(channel, request, options);
  return statusWord === SW.touchNeeded || statusWord === SW.ok;
}

/**
 * Signs with a credential, once the person touches the key. One that is not the key's own needs no
 * check before: it is refused at once, without a touch (§5.1), by old keys with status words of all kinds.
 * @param keyHandle at most 255 bytes
 * @returns `undefined` where the key handle is not the key's own
 * @throws WardkeyError `key-refused` and the like from a key that has asked for a touch,
 *   `device-garbled`, and what sending throws
 */
export async function u2fAuthenticate(
  channel: U2fChannel,
  parameters: U2fParameters,
  keyHandle: Uint8Array,
  options: CommandOptions,
): Promise<U2fSignature | undefined> {
  const data = authenticationData(parameters, keyHandle);
  const request = { ins: INS.authenticate, p1: CONTROL.enforceUserPresence, data };
  const answer = await sendUntilTouched(channel, request, options);
  if (answer.statusWord === SW.ok) return parseSignature(answer.data);
  if (!answer.touchAskedFor || answer.statusWord === SW.wrongData) return undefined;
  throw refused(answer.statusWord);
}

/** User presence (1), counter (4), signature (§5.4). */
function parseSignature(bytes: Uint8Array): U2fSignature {
  if (bytes.length < 6) throw garbled('u2f-truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    userPresent: (view.getUint8(0) & 0x01) !== 0,
    counter: view.getUint32(1),
    signature: bytes.slice(5),
  };
}

function authenticationData(parameters: U2fParameters, keyHandle: Uint8Array): Uint8Array {
  const { challenge, application } = parameters;
  return new Uint8Array([...challenge, ...application, keyHandle.length, ...keyHandle]);
}

interface U2fAnswer {
  readonly data: Uint8Array;
  readonly statusWord: number;
}

/** Sends a request, again and again as long as the answer is that a touch is missing. */
async function sendUntilTouched(
  channel: U2fChannel,
  request: U2fRequest,
  options: CommandOptions,
): Promise<U2fAnswer & { readonly touchAskedFor: boolean }> {
  for (let touchAskedFor = false; ; touchAskedFor = true) {
    const answer = await send(channel, request, options);
    if (answer.statusWord !== SW.touchNeeded) return { ...answer, touchAskedFor };
    options.onKeepalive?.('touch-needed');
    await pauseUnlessAborted(POLL_MS, options.signal);
  }
}

async function send(
  channel: U2fChannel,
  request: U2fRequest,
  { signal, onKeepalive = () => {} }: CommandOptions,
): Promise<U2fAnswer> {
  if (channel.u2f === undefined) throw new WardkeyError('key-lacks-command');
  signal.throwIfAborted();
  const answer = await channel.u2f(request, { signal, onKeepalive });
  signal.throwIfAborted();
  const [sw1, sw2] = answer.subarray(-2);
  if (sw1 === undefined || sw2 === undefined) throw garbled('u2f-empty-answer');
  return { data: answer.slice(0, -2), statusWord: (sw1 << 8) | sw2 };
}

/** What else a key says (U2F Raw Message Formats v1.2 §3.3.4). */
const REFUSALS: ReadonlyMap<number, ErrorCode> = new Map([
  [SW.wrongLength, 'key-misunderstood'],
  [SW.claUnsupported, 'key-lacks-command'],
  [SW.insUnsupported, 'key-lacks-command'],
]);

function refused(statusWord: number): WardkeyError {
  const facts = { statusWord: statusWord.toString(16).padStart(4, '0') };
  return new WardkeyError(REFUSALS.get(statusWord) ?? 'key-refused', { facts });
}

function garbled(reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { reason } });
}
