import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CKA, CKF, CKM, CKO, CKR, CKU } from './constants.ts';
import { moduleError } from './module-error.ts';
import { type ModuleLayout, pointing, ulong, ulongAt } from './module-layout.ts';
import type { RawModule } from './raw-module.ts';
import type { ModuleRequest, Token } from './token-messages.ts';

/** Sizes and places in CK_SLOT_INFO and CK_TOKEN_INFO (PKCS #11 v2.40 §3.2), generously. */
const INFO_BYTES = 256;
const DESCRIPTION = [0, 64] as const;
const LABEL = [0, 32] as const;
const SERIAL = [80, 96] as const;
const FLAGS = 96;
/** In CK_INFO, behind the version. */
const MANUFACTURER = [2, 34] as const;
/**
 * Whose modules are known to set the flags of a PIN's tries. SoftHSM has no card behind it, and no
 * limit; of all others nobody knows what no flag means.
 */
const FLAG_SETTERS: readonly string[] = ['OpenSC Project', 'SoftHSM'];

/**
 * What each token shows without its PIN. One that cannot be read does not hide the others.
 * @throws WardkeyError those of {@link RawModule.call}, where no token can be read
 */
export function readTokens(module: RawModule): readonly Token[] {
  const found: Token[] = [];
  let trouble: unknown;
  const showsTries = setsFlags(module);
  for (const slot of module.slots()) {
    try {
      found.push(...tokenIn(module, slot, showsTries));
    } catch (thrown) {
      trouble ??= thrown;
    }
  }
  if (found.length === 0 && trouble !== undefined) throw trouble;
  return found;
}

/** A module that does not say whose it is is nobody's that is known. */
function setsFlags(module: RawModule): boolean {
  const info = Buffer.alloc(INFO_BYTES);
  module.attempt('C_GetInfo', info);
  return FLAG_SETTERS.includes(textAt(info, MANUFACTURER));
}

function tokenIn(module: RawModule, slot: number, showsTries: boolean): readonly Token[] {
  const description = Buffer.alloc(INFO_BYTES);
  module.call('C_GetSlotInfo', slot, description);
  const { isReady, ...info } = tokenInfo(module, slot);
  // One that nobody has set up holds nothing, and lets no session be opened.
  if (!isReady) return [];
  const session = module.openSession(slot, CKF.SERIAL_SESSION);
  try {
    const certificates = [...certificatesIn(module, session)];
    return [{ slot, reader: textAt(description, DESCRIPTION), ...info, showsTries, certificates }];
  } finally {
    module.attempt('C_CloseSession', session);
  }
}

function tokenInfo(module: RawModule, slot: number) {
  const info = Buffer.alloc(INFO_BYTES);
  module.call('C_GetTokenInfo', slot, info);
  const flags = ulongAt(module.layout, info, FLAGS);
  return {
    isReady: (flags & CKF.TOKEN_INITIALIZED) !== 0,
    label: textAt(info, LABEL),
    serial: textAt(info, SERIAL),
    pin: pinState(flags),
    hasPinPad: (flags & CKF.PROTECTED_AUTHENTICATION_PATH) !== 0,
  };
}

function pinState(flags: number): Token['pin'] {
  if ((flags & CKF.USER_PIN_LOCKED) !== 0) return 'locked';
  if ((flags & CKF.USER_PIN_FINAL_TRY) !== 0) return 'final-try';
  return (flags & CKF.USER_PIN_COUNT_LOW) !== 0 ? 'low' : 'good';
}

function* certificatesIn(module: RawModule, session: number) {
  const wanted = { type: CKA.CLASS, value: ulong(module.layout, CKO.CERTIFICATE) };
  for (const object of module.find(session, [wanted])) {
    const der = told(module, session, object, CKA.VALUE);
    const id = told(module, session, object, CKA.ID);
    if (der === null || id === null) continue;
    yield {
      id: Buffer.from(id).toString('hex'),
      der: Buffer.from(der).toString('base64'),
    };
  }
}

/** An attribute of an object; one that the module gets wrong is as good as none. */
function told(module: RawModule, session: number, object: number, type: number) {
  try {
    return module.attribute(session, object, type);
  } catch {
    return null;
  }
}

/**
 * Signs with a key of a token, whose PIN is given to it once.
 * @returns with what giving the PIN took, in milliseconds
 * @throws WardkeyError `pin-wrong`, `pin-blocked`, `device-removed`, `card-lacks-key`,
 *   `middleware-failed`
 */
export function signWithToken(
  module: RawModule,
  request: Extract<ModuleRequest, { ask: 'sign' }>,
): { readonly signature: Uint8Array; readonly loginMs: number } {
  const { slot, serial, id, mechanism, data, pin, lastTryAgreed } = request;
  const { hasPinPad, serial: there, pin: state } = tokenInfo(module, slot);
  if (there !== serial) throw new WardkeyError('device-removed');
  // Another program may have spent tries since the person was asked.
  if (state === 'locked') throw new WardkeyError('card-pin-blocked');
  if (state === 'final-try' && !lastTryAgreed) throw new WardkeyError('pin-last-try-unconfirmed');
  const session = module.openSession(slot, CKF.SERIAL_SESSION);
  const bytes = hasPinPad ? null : Buffer.from(pin, 'utf8');
  try {
    const begin = performance.now();
    const returned = module.attempt('C_Login', session, CKU.USER, bytes, bytes?.length ?? 0);
    if (returned !== CKR.OK) throw moduleError('C_Login', returned);
    const loginMs = performance.now() - begin;
    const [key] = module.find(session, [
      { type: CKA.CLASS, value: ulong(module.layout, CKO.PRIVATE_KEY) },
      { type: CKA.ID, value: Buffer.from(id, 'hex') },
    ]);
    if (key === undefined) throw new WardkeyError('card-lacks-key');
    // Such a key wants a PIN of its own for each signature, which may be another one: this entry was
    // given already.
    const always = module.attribute(session, key, CKA.ALWAYS_AUTHENTICATE);
    if (always?.[0] === 1) throw new WardkeyError('card-lacks-key');
    // One that only decrypts, whatever its certificate says.
    const signs = module.attribute(session, key, CKA.SIGN);
    if (signs?.[0] === 0) throw new WardkeyError('card-lacks-key');
    module.call('C_SignInit', session, mechanismOf(module.layout, mechanism), key);
    return { signature: module.sign(session, Buffer.from(data, 'base64')), loginMs };
  } finally {
    bytes?.fill(0);
    module.attempt('C_Logout', session);
    module.attempt('C_CloseSession', session);
  }
}

/** CK_MECHANISM without a parameter: a number, no pointer, no length. */
function mechanismOf(layout: ModuleLayout, name: 'RSA_PKCS' | 'ECDSA'): Buffer {
  return pointing(layout, CKM[name], 0n, 0);
}

/** Text in a structure: padded with blanks, not ended by a zero. */
function textAt(bytes: Buffer, [from, to]: readonly [number, number]): string {
  return bytes
    .subarray(from, to)
    .toString('utf8')
    .replace(/[\0 ]+$/, '');
}
