import * as v from '../../../shared/schema/schema.ts';
import type { OwnParty } from '../../platform/own-party.ts';

/** What a browser must have put in an answer to this page. */
export interface Asked {
  readonly type: 'webauthn.create' | 'webauthn.get';
  /** base64url */
  readonly challenge: string;
  readonly party: OwnParty;
}

const ClientData = v.looseObject({ type: v.string(), challenge: v.string(), origin: v.string() });

/** Offsets and flags of authenticator data (WebAuthn Level 3 §6.1). */
const HASH_BYTES = 32;
const FLAGS_AT = 32;
const USER_PRESENT = 0x01;

/** COSE algorithms that a page can check here (RFC 9053 §2, RFC 8812 §2). */
const ALGORITHMS: Readonly<Record<number, AlgorithmIdentifier & { readonly hash?: string }>> = {
  [-7]: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as AlgorithmIdentifier & {
    readonly hash: string;
  },
  [-257]: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  [-8]: { name: 'Ed25519' },
};

/** What this page may ask for. */
export const CHECKED_ALGORITHMS: readonly number[] = Object.keys(ALGORITHMS).map(Number);

/** A new credential's public key. */
export interface BrowserCredential {
  /** COSE. */
  readonly algorithm: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** Whether client data and authenticator data are an answer to this page (Level 3 §7.1, §7.2). */
export async function answersUs(
  asked: Asked,
  clientDataJson: Uint8Array<ArrayBuffer>,
  authenticatorData: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const read = v.safeParse(ClientData, jsonOf(clientDataJson));
  if (!read.success) return false;
  const { type, challenge, origin } = read.output;
  if (type !== asked.type || challenge !== asked.challenge || origin !== asked.party.origin) {
    return false;
  }
  const hash = authenticatorData.subarray(0, HASH_BYTES);
  const isPresent = ((authenticatorData[FLAGS_AT] ?? 0) & USER_PRESENT) !== 0;
  return isPresent && (await isForOneOf(asked.party.rpIds, hash));
}

/** Whether a credential signed (WebAuthn Level 3 §7.2 step 21). */
export async function isSignedBy(
  { algorithm, publicKey }: BrowserCredential,
  signature: Uint8Array<ArrayBuffer>,
  clientDataJson: Uint8Array<ArrayBuffer>,
  authenticatorData: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const form = ALGORITHMS[algorithm];
  if (form === undefined) return false;
  const signed = new Uint8Array([...authenticatorData, ...(await sha256(clientDataJson))]);
  try {
    const key = await crypto.subtle.importKey('spki', publicKey, form, false, ['verify']);
    const raw = algorithm === -7 ? rawSignature(signature) : signature;
    return await crypto.subtle.verify(form, key, raw, signed);
  } catch {
    // A key or a signature that cannot even be read.
    return false;
  }
}

/**
 * ECDSA's two numbers, 32 bytes each, out of their DER form (RFC 3279 §2.2.3): WebCrypto wants them so.
 * @throws RangeError where there are no such numbers
 */
function rawSignature(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(Math.max(0, number.length - 32));
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return raw;
}

async function isForOneOf(rpIds: readonly string[], hash: Uint8Array): Promise<boolean> {
  const own = await Promise.all(rpIds.map((id) => sha256(new TextEncoder().encode(id))));
  return own.some((one) => one.every((byte, index) => byte === hash[index]));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
