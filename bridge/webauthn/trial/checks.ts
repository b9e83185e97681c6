import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import { type AuthenticatorData, parseAuthenticatorData } from '../../ctap/authenticator-data.ts';
import { sha256 } from '../sha256.ts';
import { ORIGIN, RP_ID } from './relying-party.ts';

/** One rule of WebAuthn Level 3 §7.1 or §7.2, and whether an answer kept it. */
export interface Check {
  readonly check: string;
  readonly passed: boolean;
  /** What stood in the answer. */
  readonly seen?: string;
}

const ClientData = v.looseObject({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.optional(v.boolean()),
});

/** What both kinds of answers must be like: who they are for, and what the person did. */
export interface Expected {
  readonly type: 'webauthn.create' | 'webauthn.get';
  /** base64url */
  readonly challenge: string;
  readonly userVerification: string;
}

/**
 * Checks client data (WebAuthn Level 3 §7.1 steps 7 to 12, §7.2 steps 10 to 15).
 * @param json UTF-8
 */
export function checkClientData(json: Uint8Array, expected: Expected): readonly Check[] {
  const data = v.safeParse(ClientData, parsedJson(json));
  if (!data.success) return [{ check: 'client-data', passed: false }];
  const { type, challenge, origin, crossOrigin = false } = data.output;
  return [
    { check: 'type', passed: type === expected.type, seen: type },
    { check: 'challenge', passed: challenge === expected.challenge },
    { check: 'origin', passed: origin === ORIGIN, seen: origin },
    { check: 'same-origin', passed: !crossOrigin },
  ];
}

/** Checks authenticator data (WebAuthn Level 3 §7.1 steps 14 to 19, §7.2 steps 16 to 20). */
export function checkAuthenticatorData(
  { rpIdHash, userPresent, userVerified, backupEligible, backupState }: AuthenticatorData,
  { userVerification }: Expected,
): readonly Check[] {
  const isOurs = Buffer.compare(rpIdHash, sha256(new TextEncoder().encode(RP_ID))) === 0;
  return [
    { check: 'rp-id', passed: isOurs, seen: Buffer.from(rpIdHash).toString('hex') },
    { check: 'user-present', passed: userPresent },
    ...(userVerification === 'required' ? [{ check: 'user-verified', passed: userVerified }] : []),
    { check: 'backup-flags', passed: backupEligible || !backupState },
  ];
}

/** Whether something that throws for a wrong answer does not. */
export function check(name: string, test: () => void): Check {
  try {
    test();
    return { check: name, passed: true };
  } catch (error) {
    if (!(error instanceof WardkeyError)) throw error;
    const { reason, member } = error.facts;
    return { check: name, passed: false, seen: String(reason ?? member ?? error.code) };
  }
}

/** Authenticator data, or `undefined` where they make no sense. */
export function readAuthenticatorData(bytes: Uint8Array): AuthenticatorData | undefined {
  try {
    return parseAuthenticatorData(bytes);
  } catch (error) {
    if (error instanceof WardkeyError) return undefined;
    throw error;
  }
}

function parsedJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return undefined;
  }
}
