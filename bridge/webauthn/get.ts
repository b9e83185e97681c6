import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  AuthenticationResponseJson,
  RequestOptionsJson,
} from '../../shared/rpc/webauthn-json.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { getAssertion } from '../ctap/get-assertion.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import { collectAssertions, pickAssertion } from './account-choice.ts';
import { checkAssertion } from './answer-check.ts';
import { toBase64Url } from './base64url.ts';
import { credentialsWithinLength, listedCredentials, splitAllowList } from './credential-lists.ts';
import { isListTooLong, searchCredential } from './credential-search.ts';
import type { HeldKey } from './held-key.ts';
import { sha256 } from './sha256.ts';
import { requestTouch } from './touch-request.ts';
import { type Verification, verificationMembers, withVerification } from './user-verification.ts';
import { needsVerification } from './user-verification-need.ts';

/** A sign-in whose caller was checked. */
export interface Assertion {
  readonly options: RequestOptionsJson;
  readonly rpId: string;
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
}

/** An assertion and the list that it answers. */
interface Asserted {
  readonly response: AssertionResponse;
  readonly allowList: readonly CredentialDescriptor[];
}

/**
 * Signs in with a key (WebAuthn Level 3 §5.1.4, "discover from external source").
 * @throws WardkeyError `no-credential`, `key-lacks-user-verification`, `device-garbled`, those of
 *   the PIN and of the commands sent
 */
export async function assertCredential(
  key: HeldKey,
  assertion: Assertion,
): Promise<AuthenticationResponseJson> {
  const { rpId, options } = assertion;
  const needed = needsVerification(
    { command: 'get', requirement: options.userVerification, residentKey: false },
    key.info,
  );
  try {
    return await withVerification(
      key,
      { permissions: PERMISSION.ga, rpId },
      needed,
      (verification) => assertVerified(key, assertion, verification),
    );
  } catch (error) {
    if (error instanceof WardkeyError && error.code === 'no-credential') {
      await requestTouch(key);
    }
    throw error;
  }
}

async function assertVerified(
  key: HeldKey,
  assertion: Assertion,
  verification: Verification,
): Promise<AuthenticationResponseJson> {
  const { rpId, options, clientData } = assertion;
  const expected = { rpId, userVerification: options.userVerification };
  const { response: first, allowList } = await assertAny(key, assertion, verification);
  const responses = await collectAssertions(key, first, allowList);
  const checked = responses.map((response) => ({
    response,
    credential: checkAssertion(response, allowList, expected),
  }));
  const { response, credential } = await pickAssertion(key, checked);
  return {
    id: toBase64Url(credential.id),
    rawId: toBase64Url(credential.id),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response: {
      clientDataJSON: toBase64Url(clientData),
      authenticatorData: toBase64Url(response.authData),
      signature: toBase64Url(response.signature),
      ...(response.user === undefined ? {} : { userHandle: toBase64Url(response.user.id) }),
    },
    clientExtensionResults: {},
  };
}

/** @throws WardkeyError `no-credential` */
async function assertAny(
  key: HeldKey,
  assertion: Assertion,
  verification: Verification,
): Promise<Asserted> {
  const { rpId, options } = assertion;
  const listed = options.allowCredentials ?? [];
  if (listed.length === 0) {
    return assertOne(key, assertion, [], verification);
  }
  const lists = splitAllowList(
    credentialsWithinLength(listedCredentials(listed), key.info),
    key.info,
    rpId,
  );
  const [only] = lists;
  if (only !== undefined && lists.length === 1) {
    // Where one list says it all, a search before would only cost time.
    try {
      return await assertOne(key, assertion, only, verification);
    } catch (error) {
      if (!isListTooLong(error) || only.length < 2) {
        throw error;
      }
    }
  }
  const search = await searchCredential(key, rpId, lists, verification);
  switch (search.outcome) {
    case 'found':
      return assertOne(key, assertion, [search.credential], verification);
    case 'absent':
      throw new WardkeyError('no-credential');
    case 'unsupported':
      return assertFirstOf(key, assertion, lists, verification);
  }
}

/** One list after the other, for keys that cannot be searched. */
async function assertFirstOf(
  key: HeldKey,
  assertion: Assertion,
  lists: readonly (readonly CredentialDescriptor[])[],
  verification: Verification,
): Promise<Asserted> {
  for (const list of lists) {
    try {
      return await assertOne(key, assertion, list, verification);
    } catch (error) {
      if (!(error instanceof WardkeyError) || error.code !== 'no-credential') {
        throw error;
      }
    }
  }
  throw new WardkeyError('no-credential');
}

/** @param allowList empty when any credential of the RP will do */
async function assertOne(
  key: HeldKey,
  { rpId, clientData }: Assertion,
  allowList: readonly CredentialDescriptor[],
  verification: Verification,
): Promise<Asserted> {
  const clientDataHash = sha256(clientData);
  const { uv, pinUvAuth } = verificationMembers(verification, clientDataHash);
  const response = await getAssertion(
    key.channel,
    {
      rpId,
      clientDataHash,
      allowList,
      ...(uv === undefined ? {} : { options: { uv } }),
      ...(pinUvAuth === undefined ? {} : { pinUvAuth }),
    },
    key.commandOptions(),
  );
  return { response, allowList };
}
