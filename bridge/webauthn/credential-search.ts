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
  /** The key cannot be asked beforehand, or what it does not show may yet be there. */
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
/**
 * What keys say that answer no question without a touch: that it may not be, or is not known, or that
 * the touch that they waited for all the same did not come.
 */
const UNSUPPORTED: readonly number[] = [
  STATUS.UNSUPPORTED_OPTION,
  STATUS.INVALID_OPTION,
  STATUS.UP_REQUIRED,
  STATUS.OPERATION_DENIED,
  STATUS.NOT_ALLOWED,
  STATUS.INVALID_COMMAND,
  STATUS.USER_ACTION_TIMEOUT,
  STATUS.ACTION_TIMEOUT,
  STATUS.OTHER,
];

/** From here on, statuses mean what extensions and makers will (CTAP 2.1 §8.2). */
const FIRST_UNSPECIFIED = 0xe0;

/** Nothing that a relying party would take for an answer to its challenge. */
const NO_CLIENT_DATA = new Uint8Array(32);

/** Whether a command failed because its list, or all of it, was longer than the key takes. */
export function isTooLong(error: unknown): boolean {
  return TOO_LONG.includes(statusOf(error) ?? STATUS.OK);
}

/** Whether a command failed because it made no sense to the key, for which its list may be the reason. */
export function isMisunderstood(error: unknown): boolean {
  return MISUNDERSTOOD.includes(statusOf(error) ?? STATUS.OK);
}

/** Whether one credential may be to blame that a command failed with all of its list. */
export function concernsList(error: unknown): boolean {
  const isOneUnknown = statusOf(error) === STATUS.INVALID_CREDENTIAL;
  return isTooLong(error) || isMisunderstood(error) || isOneUnknown;
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
 * after verification (§12.1). Without one, a key that verifies within the command may hide what it has,
 * so that what it does not show is not known to be absent.
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
  let isRefused = false;
  for (let list = left.shift(); list !== undefined; list = left.shift()) {
    try {
      return { outcome: 'found', credential: await probe(key, rpId, list, verification) };
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) {
        throw error;
      }
      const isOneUnknown = status === STATUS.INVALID_CREDENTIAL && list.length > 1;
      if (isTooLong(error) || isOneUnknown) {
        left.unshift(...halves(list));
      } else if (isMisunderstood(error)) {
        isRefused = true;
        left.unshift(...halves(list));
      } else if (ABSENT.includes(status)) {
        isUnderstood = true;
      } else if (UNSUPPORTED.includes(status) || status >= FIRST_UNSPECIFIED) {
        return { outcome: 'unsupported' };
      } else {
        throw error;
      }
    }
  }
  // A key that makes no sense of any of them may mean the question itself.
  const isUnasked = isRefused && !isUnderstood;
  const isHidden = verification.kind === 'in-command';
  return { outcome: isUnasked || isHidden ? 'unsupported' : 'absent' };
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
