import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { ClientPin, TokenScope } from '../ctap/client-pin.ts';
import type { PinUvAuth } from '../ctap/pin-protocol.ts';
import { PERMISSION, PinUvAuthToken } from '../ctap/pin-uv-auth-token.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import type { HeldKey } from './held-key.ts';
import { enterPin } from './pin-entry.ts';
import { canVerify } from './user-verification-need.ts';

/** How commands of a ceremony prove that the person was verified. */
export type Verification =
  | { readonly kind: 'none' }
  /** The key verifies within the command itself: the way of CTAP 2.0. */
  | { readonly kind: 'in-command' }
  | { readonly kind: 'token'; readonly token: PinUvAuthToken };

/** Where a key does not advise, or advises none at all, which it must not (CTAP 2.1 §6.4, 0x11). */
const UV_ATTEMPTS = 3;
/** Whatever the key says, the person comes to the PIN. */
const MAX_UV_ATTEMPTS = 8;

type FingerProblem = 'fingerprint-wrong' | 'fingerprint-blocked';

/** What a key says that did not know the finger within a command (CTAP 2.1 §6.1.2 step 11). */
const UV_FAILED: ReadonlyMap<number | undefined, FingerProblem> = new Map([
  [STATUS.PUAT_REQUIRED, 'fingerprint-wrong'],
  [STATUS.UV_BLOCKED, 'fingerprint-blocked'],
  [STATUS.UV_INVALID, 'fingerprint-wrong'],
]);

/**
 * What a key says to a token that it does not know any more: it forgets it when its power fails or, on a
 * card, when another program selects its own applet in between, through no fault of the person's.
 */
const TOKEN_LOST: readonly (number | undefined)[] = [
  STATUS.PIN_AUTH_INVALID,
  STATUS.PIN_TOKEN_EXPIRED,
];

/**
 * Runs commands with the verification that they need, and forgets its token afterwards.
 * @throws WardkeyError those of {@link verifyPerson} and of what is run
 */
export async function withVerification<T>(
  key: HeldKey,
  scope: TokenScope,
  needed: boolean,
  run: (verification: Verification) => Promise<T>,
): Promise<T> {
  const verification: Verification = needed ? await verifyPerson(key, scope) : { kind: 'none' };
  if (verification.kind === 'token') {
    return runAgainOnce(key, verification, (reason) => verifyPerson(key, scope, reason), run);
  }
  try {
    return await runOnce(key, verification, run);
  } catch (error) {
    const status = statusOf(error);
    // Keys exist that want a token where their getInfo says that they do not.
    if (!needed && status === STATUS.PUAT_REQUIRED && (await canVerifyByNow(key))) {
      return withVerification(key, scope, true, run);
    }
    const hasPin = key.info.options.get('clientPin') === true;
    const problem = UV_FAILED.get(status);
    if (verification.kind === 'in-command' && problem !== undefined && hasPin) {
      // The finger was not known: whatever comes now is for the PIN.
      const byPin = async (reason: ErrorCode): Promise<Verification> => ({
        kind: 'token',
        token: await enterPin(key, scope, reason),
      });
      return runAgainOnce(key, await byPin(problem), byPin, run);
    }
    throw error;
  }
}

/** Runs commands with a token, and once more with another where the key does not know it any more. */
async function runAgainOnce<T>(
  key: HeldKey,
  verification: Verification,
  verify: (reason: ErrorCode) => Promise<Verification>,
  run: (verification: Verification) => Promise<T>,
): Promise<T> {
  try {
    return await runOnce(key, verification, run);
  } catch (error) {
    if (!TOKEN_LOST.includes(statusOf(error))) {
      throw error;
    }
    // What was agreed on with the key is lost as well.
    await key.renewInfo();
    return runOnce(key, await verify('verification-expired'), run);
  }
}

/** Another program may have set a PIN since the key's getInfo was read. */
async function canVerifyByNow(key: HeldKey): Promise<boolean> {
  if (!canVerify(key.info)) {
    await key.renewInfo();
  }
  return canVerify(key.info);
}

async function runOnce<T>(
  key: HeldKey,
  verification: Verification,
  run: (verification: Verification) => Promise<T>,
): Promise<T> {
  if (verification.kind === 'in-command') {
    return key.whileFingerCounts({}, () => run(verification));
  }
  try {
    return await run(verification);
  } finally {
    if (verification.kind === 'token') {
      verification.token.dispose();
    }
  }
}

/**
 * Verifies the person by what the key has: its own means first, then the PIN (CTAP 2.1 §6.5.5.7).
 * @param reason why again, where the person should know
 * @throws WardkeyError those of {@link enterPin} and of the commands sent
 */
async function verifyPerson(
  key: HeldKey,
  scope: TokenScope,
  reason?: ErrorCode,
): Promise<Verification> {
  const { options } = key.info;
  const builtIn = options.get('uv') === true;
  if (builtIn && options.get('pinUvAuthToken') !== true) {
    return { kind: 'in-command' };
  }
  return { kind: 'token', token: await obtainToken(key, scope, builtIn, reason) };
}

/**
 * A token of a key that gives one for its own means of verification, or else for the PIN.
 * @param builtIn whether the key's own means will do
 * @param reason why the person is asked again, where they should know
 * @throws WardkeyError `fingerprint-wrong` or `fingerprint-blocked` where no PIN can take its place,
 *   those of {@link enterPin} and of the commands sent
 */
export async function obtainToken(
  key: HeldKey,
  scope: TokenScope,
  builtIn: boolean,
  reason?: ErrorCode,
): Promise<PinUvAuthToken> {
  const { clientPin, info } = key;
  // A PIN would be taken, and the token for it refused: a try spent for nothing (CTAP 2.1 §6.4).
  const isCeremony = (scope.permissions & (PERMISSION.mc | PERMISSION.ga)) !== 0;
  const refused = info.options.get('noMcGaPermissionsWithClientPin') === true && isCeremony;
  const hasPin = info.options.get('clientPin') === true && !refused;
  const verifying = builtIn ? verifyBuiltIn(key, clientPin, scope) : undefined;
  const verified = await verifying?.catch((error: unknown) => {
    if (hasPin && isUnavailable(error)) return undefined;
    throw error;
  });
  if (verified instanceof PinUvAuthToken) {
    return verified;
  }
  if (verified !== undefined) {
    if (!hasPin && !refused) {
      // Another program may have set one by now.
      await key.renewInfo();
    }
    if (refused || key.info.options.get('clientPin') !== true) {
      throw new WardkeyError(verified);
    }
  }
  return enterPin(key, scope, verified ?? reason);
}

/**
 * Whether a key does not know what its options promise, or does not let it be used now (CTAP 2.1
 * §6.5.5.7.3): it may still know its PIN.
 */
function isUnavailable(error: unknown): boolean {
  return hasCode(error, 'key-lacks-command') || statusOf(error) === STATUS.NOT_ALLOWED;
}

/** What keys say of their own means that take no more tries; PIN_BLOCKED is not about the PIN then. */
const UV_ENDED: readonly (number | undefined)[] = [STATUS.UV_BLOCKED, STATUS.PIN_BLOCKED];

/**
 * Lets the person try the key's own means as often as the key advises (CTAP 2.1 §6.4, 0x11).
 * @returns why it did not work, where it did not
 */
async function verifyBuiltIn(
  key: HeldKey,
  clientPin: ClientPin,
  scope: TokenScope,
): Promise<PinUvAuthToken | FingerProblem> {
  let problem: FingerProblem | undefined;
  const attempts = Math.min(key.info.preferredPlatformUvAttempts || UV_ATTEMPTS, MAX_UV_ATTEMPTS);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const triesLeft = await readUvTries(key, clientPin);
    if (triesLeft === 0) {
      return 'fingerprint-blocked';
    }
    const notice = {
      ...(triesLeft === undefined ? {} : { triesLeft }),
      ...(problem === undefined ? {} : { problem }),
    };
    try {
      const token = await key.whileFingerCounts(notice, () =>
        clientPin.getPinUvAuthTokenUsingUv(scope, key.commandOptions()),
      );
      key.person.tell({ type: 'working', device: key.device });
      return token;
    } catch (error) {
      const status = statusOf(error);
      if (UV_ENDED.includes(status)) {
        return 'fingerprint-blocked';
      }
      if (status !== STATUS.UV_INVALID) {
        throw error;
      }
      problem = 'fingerprint-wrong';
    }
  }
  return 'fingerprint-wrong';
}

/** @returns `undefined` where the key does not tell: it counts anyway */
async function readUvTries(key: HeldKey, clientPin: ClientPin): Promise<number | undefined> {
  try {
    return await clientPin.getUvRetries(key.commandOptions());
  } catch (error) {
    if (hasCode(error, 'device-garbled') || statusOf(error) !== undefined) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof WardkeyError && error.code === code;
}

/** What a command says of the verification: its `options` and its `pinUvAuthParam`. */
export function verificationMembers(
  verification: Verification,
  clientDataHash: Uint8Array,
): { readonly uv?: true; readonly pinUvAuth?: PinUvAuth } {
  switch (verification.kind) {
    case 'none':
      return {};
    case 'in-command':
      return { uv: true };
    case 'token':
      return { pinUvAuth: verification.token.authenticate(clientDataHash) };
  }
}
