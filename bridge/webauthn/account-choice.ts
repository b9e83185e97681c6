import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Account } from '../../shared/rpc/ceremony.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { getNextAssertion } from '../ctap/get-next-assertion.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import { unlessAborted } from '../ctap/unless-aborted.ts';
import type { HeldKey } from './held-key.ts';

/** More accounts than a person chooses from; a key that claims more is not asked for them. */
const MAX_ACCOUNTS = 64;

/** Longest name shown, in UTF-16 units: keys store 64 bytes, a hostile one may send more. */
const MAX_NAME_LENGTH = 128;

/** What a key has offered of its accounts. */
export interface Offer {
  /** At least one. */
  readonly responses: readonly AssertionResponse[];
  /** Another program came between, so that the key has forgotten the others. */
  readonly isCutShort: boolean;
}

/**
 * All assertions that a key has to offer (CTAP 2.1 §6.3): at once, because it forgets them at the
 * next other command.
 * @param allowList with a list the key chooses by itself, so that one assertion is all
 * @throws WardkeyError those of the way to the key; the signal's reason
 */
export async function collectAssertions(
  key: HeldKey,
  first: AssertionResponse,
  allowList: readonly CredentialDescriptor[],
): Promise<Offer> {
  const count = Math.min(first.numberOfCredentials ?? 1, MAX_ACCOUNTS);
  const responses = [first];
  // userSelected: the choice was made on the key's own display.
  while (allowList.length === 0 && !first.userSelected && responses.length < count) {
    try {
      responses.push(await getNextAssertion(key.channel, key.commandOptions()));
    } catch (error) {
      key.signal.throwIfAborted();
      // Whatever the key says instead of an account, what has come is good.
      if (isAnswer(error)) {
        return { responses, isCutShort: statusOf(error) === STATUS.NOT_ALLOWED };
      }
      throw error;
    }
  }
  return { responses, isCutShort: false };
}

/** Whether a command failed by what the key answered, not by the way to it. */
function isAnswer(error: unknown): boolean {
  const isGarbled = error instanceof WardkeyError && error.code === 'device-garbled';
  return isGarbled || statusOf(error) !== undefined;
}

/**
 * The assertion of the account that the person signs in with. One alone is not asked about.
 * @throws WardkeyError `message-invalid` when the answer is none of them
 */
export async function pickAssertion<T extends { readonly response: AssertionResponse }>(
  key: HeldKey,
  candidates: readonly T[],
): Promise<T> {
  const accounts = candidates.map(({ response }, index) => account(index, response));
  const index =
    candidates.length > 1
      ? await unlessAborted(key.person.chooseAccount(accounts, key.signal), key.signal)
      : 0;
  const picked = candidates[index];
  if (picked === undefined) {
    throw new WardkeyError('message-invalid');
  }
  return picked;
}

function account(index: number, { user }: AssertionResponse): Account {
  return {
    index,
    ...(user?.name === undefined ? {} : { name: user.name.slice(0, MAX_NAME_LENGTH) }),
    ...(user?.displayName === undefined
      ? {}
      : { displayName: user.displayName.slice(0, MAX_NAME_LENGTH) }),
  };
}
