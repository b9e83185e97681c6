import type { CredentialDescriptor } from '../ctap/credential.ts';
import { getAssertion } from '../ctap/get-assertion.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import { listedCredential } from './answer-check.ts';
import type { HeldKey } from './held-key.ts';
import { type Verification, verificationMembers } from './user-verification.ts';

export type SearchResult =
  | { readonly outcome: 'found'; readonly credential: CredentialDescriptor }
  | { readonly outcome: 'absent' }
  /** The key makes no assertion without a touch, so that it cannot be asked beforehand. */
  | { readonly outcome: 'unsupported' };

const ABSENT: readonly number[] = [STATUS.NO_CREDENTIALS, STATUS.INVALID_CREDENTIAL];
const TOO_LONG: readonly number[] = [
  STATUS.REQUEST_TOO_LARGE,
  STATUS.LIMIT_EXCEEDED,
  STATUS.INVALID_LENGTH,
];
/** What keys exist to say that cannot make sense of one of the listed credentials. */
const MISUNDERSTOOD: readonly number[] = [
  STATUS.INVALID_PARAMETER,
  STATUS.CBOR_UNEXPECTED_TYPE,
  STATUS.INVALID_CBOR,
  STATUS.MISSING_PARAMETER,
];
const UNSUPPORTED: readonly number[] = [
  STATUS.UNSUPPORTED_OPTION,
  STATUS.INVALID_OPTION,
  STATUS.UP_REQUIRED,
];

/** Nothing that a relying party would take for an answer to its challenge. */
const NO_CLIENT_DATA = new Uint8Array(32);

/** Whether a command failed because its list, or all of it, was longer than the key takes. */
export function isTooLong(error: unknown): boolean {
  return TOO_LONG.includes(statusOf(error) ?? STATUS.OK);
}

/**
 * A list in two, after the key found it too long. One credential that is too long by itself cannot be
 * the key's own: nothing is left of its list.
 */
export function halves(
  list: readonly CredentialDescriptor[],
): readonly (readonly CredentialDescriptor[])[] {
  const half = Math.ceil(list.length / 2);
  return list.length < 2 ? [] : [list.slice(0, half), list.slice(half)];
}

/**
 * Finds which of many credentials is on the key, by assertions that need no touch and go nowhere
 * (CTAP 2.1 §6.2, "pre-flight"). The token goes along: credentials exist that show themselves only
 * after verification (§12.1).
 * @throws WardkeyError `device-garbled`, and those of the commands sent
 */
export async function searchCredential(
  key: HeldKey,
  rpId: string,
  lists: readonly (readonly CredentialDescriptor[])[],
  verification: Verification,
): Promise<SearchResult> {
  const left = [...lists];
  let isUnderstood = false;
  let refusal: unknown;
  for (let list = left.shift(); list !== undefined; list = left.shift()) {
    try {
      return { outcome: 'found', credential: await probe(key, rpId, list, verification) };
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) {
        throw error;
      }
      if (isTooLong(error)) {
        left.unshift(...halves(list));
      } else if (MISUNDERSTOOD.includes(status)) {
        refusal = error;
        left.unshift(...halves(list));
      } else if (UNSUPPORTED.includes(status)) {
        return { outcome: 'unsupported' };
      } else if (ABSENT.includes(status)) {
        isUnderstood = true;
      } else {
        throw error;
      }
    }
  }
  // A key that makes no sense of any of them has not said that it has none.
  if (refusal !== undefined && !isUnderstood) {
    throw refusal;
  }
  return { outcome: 'absent' };
}

async function probe(
  key: HeldKey,
  rpId: string,
  allowList: readonly CredentialDescriptor[],
  verification: Verification,
): Promise<CredentialDescriptor> {
  const { pinUvAuth } = verificationMembers(verification, NO_CLIENT_DATA);
  const { credential } = await getAssertion(
    key.channel,
    {
      rpId,
      clientDataHash: NO_CLIENT_DATA,
      allowList,
      options: { up: false },
      ...(pinUvAuth === undefined ? {} : { pinUvAuth }),
    },
    key.commandOptions(),
  );
  return listedCredential(credential, allowList);
}
