import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { sharesPinProtocol } from '../ctap/pin-conversation.ts';

export interface VerificationQuestion {
  readonly command: 'create' | 'get';
  /** UserVerificationRequirement as the page wrote it; what is not known counts as `preferred`. */
  readonly requirement: string | undefined;
  /** The credential is to be stored on the key. */
  readonly residentKey: boolean;
  /** An extension works only, or better, for a person who was verified. */
  readonly extensionWants: boolean;
}

/**
 * Whether the key can verify the person now: by its own means, or by a PIN that is set. But for its own
 * means within a command, the way of CTAP 2.0, this takes a protocol that Wardkey speaks too.
 */
export function canVerify(info: AuthenticatorInfo): boolean {
  const { options } = info;
  const builtIn = options.get('uv') === true;
  if (builtIn && options.get('pinUvAuthToken') !== true) {
    return true;
  }
  return (builtIn || takesPin(options)) && sharesPinProtocol(info);
}

/**
 * Whether the key will not go on with its present PIN: the person must choose another (CTAP 2.1 §6.4,
 * 0x0C; a key calls the right PIN wrong then).
 */
export function mustChangePin({ options, forcePINChange }: AuthenticatorInfo): boolean {
  return takesPin(options) && forcePINChange;
}

/**
 * Whether the key has no PIN yet, and would verify the person by one. A key that knows a finger does not
 * count, or whoever found it could choose a PIN for it.
 */
export function lacksFirstPin({ options }: AuthenticatorInfo): boolean {
  const isGood = options.get('noMcGaPermissionsWithClientPin') !== true;
  return isGood && options.get('clientPin') === false && options.get('uv') !== true;
}

/** Whether a PIN is set and good for making and using credentials (CTAP 2.1 §6.4). */
function takesPin(options: AuthenticatorInfo['options']): boolean {
  return (
    options.get('clientPin') === true && options.get('noMcGaPermissionsWithClientPin') !== true
  );
}

/**
 * Whether a ceremony must verify the person (WebAuthn Level 3 §5.8.6; CTAP 2.1 §6.1.2 and §7.2).
 * @throws WardkeyError `key-lacks-user-verification` when it must and cannot, not even with a first PIN
 */
export function needsVerification(
  { command, requirement, residentKey, extensionWants }: VerificationQuestion,
  info: AuthenticatorInfo,
): boolean {
  const able = canVerify(info);
  if (requirement === 'required' || info.options.get('alwaysUv') === true) {
    if (!able && !lacksFirstPin(info)) {
      throw new WardkeyError('key-lacks-user-verification');
    }
    return true;
  }
  if (requirement !== 'discouraged' || extensionWants) {
    return able;
  }
  // makeCredUvNotRqd frees credentials that are not stored on the key, and no others.
  const free = info.options.get('makeCredUvNotRqd') === true && !residentKey;
  return able && command === 'create' && !free;
}
