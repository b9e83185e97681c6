import { isU2fOnly } from '../ctap/identify.ts';
import { makeCredential } from '../ctap/make-credential.ts';
import { selection } from '../ctap/selection.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import { u2fRegister } from '../ctap/u2f.ts';
import type { HeldKey } from './held-key.ts';

/**
 * Has the person touch a key that cannot serve, so that a page does not learn within milliseconds
 * which credentials the key lacks (WebAuthn Level 3 §14.5.2; CTAP 2.1 §6.2, platform notes). Returns
 * however the key takes it, and at once when the key asked for a touch before.
 * @throws WardkeyError when the device fails or the ceremony ends meanwhile
 */
export async function requestTouch(key: HeldKey): Promise<void> {
  if (key.touchAskedFor) {
    return;
  }
  try {
    await ask(key);
  } catch (error) {
    if (statusOf(error) === undefined) {
      throw error;
    }
  }
}

/** How a key of CTAP 2.0 says that it was touched (CTAP 2.0 §5.1 step 1). */
const TOUCHED: readonly (number | undefined)[] = [
  STATUS.PIN_INVALID,
  STATUS.PIN_AUTH_INVALID,
  STATUS.PIN_NOT_SET,
];

/**
 * Has a key blink until the person touches it, which is how they say that they mean this one.
 * @throws WardkeyError `touch-denied`, `touch-timeout`, what the key says otherwise; when the device
 *   fails or the ceremony ends meanwhile
 */
export async function awaitTouch(key: HeldKey): Promise<void> {
  try {
    await ask(key);
  } catch (error) {
    if (!TOUCHED.includes(statusOf(error))) {
      throw error;
    }
  }
}

function ask(key: HeldKey): Promise<void> {
  if (isU2fOnly(key.info)) {
    return registerNothing(key);
  }
  return knowsSelection(key) ? selection(key.channel, key.commandOptions()) : makeNothing(key);
}

/** U2F has no other way of asking than a registration, which nobody keeps, not even the key. */
async function registerNothing(key: HeldKey): Promise<void> {
  const nothing = { challenge: new Uint8Array(32), application: new Uint8Array(32) };
  await u2fRegister(key.channel, nothing, key.commandOptions());
}

/** The versions from before authenticatorSelection came (CTAP 2.1 §6.9). */
const WITHOUT_SELECTION: readonly string[] = ['FIDO_2_0', 'FIDO_2_1_PRE'];

function knowsSelection({ info }: HeldKey): boolean {
  return info.versions.some(
    (version) => version.startsWith('FIDO_2_') && !WITHOUT_SELECTION.includes(version),
  );
}

/**
 * On a key of CTAP 2.0: an empty pinUvAuthParam makes it wait for a touch and then fail (CTAP 2.0
 * §5.1 step 1). One without any PIN makes a credential that nobody keeps, not even the key.
 */
async function makeNothing(key: HeldKey): Promise<void> {
  const [protocol = 1] = key.info.pinUvAuthProtocols ?? [];
  await makeCredential(
    key.channel,
    {
      clientDataHash: new Uint8Array(32),
      rp: { id: '.dummy', name: '.dummy' },
      user: { id: Uint8Array.of(1), name: 'dummy', displayName: 'dummy' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      ...(key.info.options.has('clientPin')
        ? { pinUvAuth: { param: new Uint8Array(), protocol } }
        : {}),
    },
    key.commandOptions(),
  );
}
