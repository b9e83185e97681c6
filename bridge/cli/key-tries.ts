import { toWardkeyError, type WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { ClientPin } from '../ctap/client-pin.ts';
import { sharesPinProtocol } from '../ctap/pin-conversation.ts';
import { timeLimit } from '../ctap/time-limit.ts';
import { openInTime } from '../webauthn/open-in-time.ts';

/** How long a key may take to tell its tries, in milliseconds: they are worth no longer wait. */
const PATIENCE_MS = 5_000;

/** What a key tells of its tries (CTAP 2.1 §6.5.5.2, §6.5.5.3); a member is absent where it does not. */
export interface KeyTries {
  /** Wrong PINs in a row that the key still takes. */
  readonly pinRetries?: number;
  /** Only a power cycle makes the key take a PIN again. */
  readonly powerCycleState?: boolean;
  /** Tries left for built-in user verification, such as a fingerprint. */
  readonly uvRetries?: number;
}

/**
 * Asks a key for its tries: for the PIN where one is set, for built-in user verification where that is
 * set up. Neither question uses up a try. A key that refuses, or says nothing, tells no tries.
 *
 * @throws WardkeyError when the device is pulled meanwhile; the signal's reason
 */
export async function readKeyTries(
  attached: AttachedKeys,
  id: string,
  info: AuthenticatorInfo,
  signal: AbortSignal,
): Promise<KeyTries> {
  const hasPin = info.options.get('clientPin') === true;
  const hasVerification = info.options.get('uv') === true;
  if (!(hasPin || hasVerification) || !sharesPinProtocol(info)) return {};
  const limit = timeLimit(PATIENCE_MS, 'device-mute');
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    const open = await openInTime(attached.open(id, both), both);
    try {
      const client = new ClientPin(open.channel, info);
      const pin = hasPin ? await pinTries(client, both) : {};
      return { ...pin, ...(hasVerification && (await verificationTries(client, both))) };
    } finally {
      await open.close();
    }
  } catch (thrown) {
    signal.throwIfAborted();
    return refusal(thrown, {});
  } finally {
    limit.end();
  }
}

async function pinTries(client: ClientPin, signal: AbortSignal): Promise<KeyTries> {
  try {
    const { pinRetries, powerCycleState } = await client.getPinRetries({ signal });
    return { pinRetries, ...(powerCycleState === undefined ? {} : { powerCycleState }) };
  } catch (thrown) {
    signal.throwIfAborted();
    // Keys exist that answer the question as they would answer the PIN.
    return refusal(thrown, {
      'pin-blocked': { pinRetries: 0 },
      'pin-replug': { powerCycleState: true },
    });
  }
}

async function verificationTries(client: ClientPin, signal: AbortSignal): Promise<KeyTries> {
  try {
    return { uvRetries: await client.getUvRetries({ signal }) };
  } catch (thrown) {
    signal.throwIfAborted();
    return refusal(thrown, { 'fingerprint-blocked': { uvRetries: 0 } });
  }
}

/** What a refusal tells nevertheless. @throws WardkeyError when the device is gone */
function refusal(
  thrown: unknown,
  meanings: Readonly<Partial<Record<WardkeyError['code'], KeyTries>>>,
): KeyTries {
  const error = toWardkeyError(thrown);
  if (error.code === 'device-removed') throw error;
  return meanings[error.code] ?? {};
}
