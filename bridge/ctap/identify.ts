import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CommandOptions } from './command.ts';
import { getInfo, parseInfo } from './get-info.ts';
import { u2fVersion } from './u2f.ts';

const U2F_VERSION = 'U2F_V2';

/** All that is known of a key that knows U2F and nothing else. */
const U2F_INFO: AuthenticatorInfo = parseInfo(new Map([[0x01, [U2F_VERSION]]]), []);

/** How getInfo fails where there is no CTAP2, or none that works. */
const WITHOUT_CTAP2: readonly ErrorCode[] = [
  'device-not-fido',
  'device-garbled',
  'key-lacks-command',
  'key-misunderstood',
  'key-request-too-large',
  'key-not-allowed',
  'key-refused',
];

/** Whether a key knows U2F only, so that no CTAP2 command may go to it. */
export function isU2fOnly({ versions }: AuthenticatorInfo): boolean {
  return !versions.some((version) => version.startsWith('FIDO_2_'));
}

/**
 * Asks a key what it is: by getInfo, and where that fails by U2F's version (CTAP 2.1 §10.1).
 * @throws WardkeyError those of {@link getInfo}
 */
export async function identify(
  channel: CtapChannel,
  options: CommandOptions,
): Promise<AuthenticatorInfo> {
  try {
    return await getInfo(channel, options);
  } catch (error) {
    const maybe = error instanceof WardkeyError && WITHOUT_CTAP2.includes(error.code);
    if (!maybe || channel.u2f === undefined || !(await speaksU2f(channel, options))) throw error;
    return U2F_INFO;
  }
}

async function speaksU2f(channel: CtapChannel, options: CommandOptions): Promise<boolean> {
  try {
    return (await u2fVersion(channel, options)) === U2F_VERSION;
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof WardkeyError) return false;
    throw error;
  }
}
