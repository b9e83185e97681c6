import type { ManagedKey } from '../ctap/management.ts';
import { PERMISSION, type PinUvAuthToken } from '../ctap/pin-uv-auth-token.ts';
import type { HeldKey } from '../webauthn/held-key.ts';
import { obtainToken } from '../webauthn/user-verification.ts';

/**
 * Lets the person in, and runs commands that manage the key.
 * @param permissions sum of those that the commands need
 * @throws WardkeyError those of the PIN, and of what is run
 */
export async function asManager<T>(
  key: HeldKey,
  permissions: number,
  run: (managed: ManagedKey) => Promise<T>,
): Promise<T> {
  const { channel, info } = key;
  const options = () => key.commandOptions();
  if (needsNoToken(key, permissions)) {
    return run({ channel, info, token: undefined, options });
  }
  const token = await tokenFor(key, permissions);
  try {
    return await run({ channel, info, token, options });
  } finally {
    token.dispose();
  }
}

/**
 * Lets the person in by their finger, where that will do, or their PIN.
 * @throws WardkeyError those of the PIN
 */
export function tokenFor(key: HeldKey, permissions: number): Promise<PinUvAuthToken> {
  return obtainToken(key, { permissions }, takesBuiltIn(key, permissions));
}

/** A key without PIN or finger is configured by whoever holds it (CTAP 2.1 §6.11). */
function needsNoToken({ info }: HeldKey, permissions: number): boolean {
  const isProtected = info.options.get('clientPin') === true || info.options.get('uv') === true;
  return permissions === PERMISSION.acfg && !isProtected && info.options.get('alwaysUv') !== true;
}

/** Whether a finger will do, which for some permissions the key has to say (CTAP 2.1 §6.4, options). */
function takesBuiltIn({ info }: HeldKey, permissions: number): boolean {
  const has = (option: string) => info.options.get(option) === true;
  const mayEnrol = (permissions & PERMISSION.be) === 0 || has('uvBioEnroll');
  const mayConfigure = (permissions & PERMISSION.acfg) === 0 || has('uvAcfg');
  return has('uv') && has('pinUvAuthToken') && mayEnrol && mayConfigure;
}
