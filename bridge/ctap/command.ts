import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel, KeepaliveStatus } from '../transport/transport.ts';
import { decodeLenient, encode } from './cbor.ts';
import type { CborFault } from './cbor-inspect.ts';
import { type CborMap, isCborMap } from './cbor-value.ts';
import { statusError } from './status.ts';
import { STATUS } from './status-byte.ts';

/** Largest message, in bytes, for a key that names none (CTAP 2.1 §6.4, member 0x05). */
export const DEFAULT_MAX_MSG_SIZE = 1024;

export interface CommandOptions {
  readonly signal: AbortSignal;
  readonly onKeepalive?: (status: KeepaliveStatus) => void;
  /** Bytes, the command byte included; 1024 unless said otherwise. */
  readonly maxMsgSize?: number;
  /** The key gets the message at most once. */
  readonly once?: boolean;
  /** Told when the answer broke rules of the canonical form that do no harm. */
  readonly onFaults?: (faults: readonly CborFault[]) => void;
}

/**
 * Sends one command and gives back the members of its answer, none when the answer had no body.
 *
 * A request beyond `maxMsgSize` is not sent: it fails as if the key had said REQUEST_TOO_LARGE, so
 * that callers split their lists in both cases alike.
 *
 * @throws WardkeyError for a status other than OK (see {@link statusError}), `device-garbled` when the
 *   body is not a CBOR map, what {@link CtapChannel.exchange} throws, the signal's reason
 */
export async function sendCommand(
  channel: CtapChannel,
  command: number,
  parameters: CborMap | undefined,
  options: CommandOptions,
): Promise<CborMap> {
  const {
    signal,
    onKeepalive = () => {},
    maxMsgSize = DEFAULT_MAX_MSG_SIZE,
    once = false,
  } = options;
  const body = parameters === undefined ? new Uint8Array() : encode(parameters);
  const message = new Uint8Array(1 + body.length);
  message[0] = command;
  message.set(body, 1);
  if (message.length > maxMsgSize) throw statusError(command, STATUS.REQUEST_TOO_LARGE);

  signal.throwIfAborted();
  const answer = await channel.exchange(message, { signal, onKeepalive, once });
  // An answer that won the race against the cancel is nobody's any more.
  signal.throwIfAborted();

  const status = answer[0];
  if (status === undefined) throw garbled(command, 'empty-answer');
  if (status !== STATUS.OK) throw statusError(command, status);
  if (answer.length === 1) return new Map();
  const { value, faults } = decodeLenient(answer.subarray(1));
  if (!isCborMap(value)) throw garbled(command, 'answer-not-a-map');
  if (faults.length > 0) options.onFaults?.(faults);
  return value;
}

function garbled(command: number, reason: string): WardkeyError {
  return new WardkeyError('device-garbled', { facts: { command, reason } });
}
