import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  AuthenticationResponseJson,
  RequestOptionsJson,
} from '../../shared/rpc/webauthn-json.ts';
import type { AssertionResponse } from '../ctap/assertion.ts';
import type { CredentialDescriptor } from '../ctap/credential.ts';
import { getAssertion } from '../ctap/get-assertion.ts';
import { isU2fOnly } from '../ctap/identify.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import { collectAssertions, pickAssertion } from './account-choice.ts';
import { checkAssertion } from './answer-check.ts';
import { authenticationResponse } from './authentication-response.ts';
import { credentialsWithinLength, listedCredentials, splitAllowList } from './credential-lists.ts';
import {
  concernsList,
  halves,
  isMisunderstood,
  isTooLong,
  searchCredential,
} from './credential-search.ts';
import { readAppId } from './extensions/app-id.ts';
import {
  type AssertionExtensions,
  assertionExtensions,
} from './extensions/assertion-extensions.ts';
import type { HeldKey } from './held-key.ts';
import { sha256 } from './sha256.ts';
import { requestTouch } from './touch-request.ts';
import { assertWithU2f } from './u2f-ceremonies.ts';
import { type Verification, verificationMembers, withVerification } from './user-verification.ts';
import { needsVerification } from './user-verification-need.ts';

/** A sign-in whose caller was checked. */
export interface Assertion {
  readonly options: RequestOptionsJson;
  readonly rpId: string;
  /** Of the caller. */
  readonly origin: string;
  /** Client data in UTF-8. */
  readonly clientData: Uint8Array;
}

/** A sign-in on one key, with all that is to be sent. */
interface Asking extends Assertion {
  /** The page's list, each credential once. */
  readonly allowed: readonly CredentialDescriptor[];
  readonly extensions: AssertionExtensions;
  readonly verification: Verification;
  /** Kept through all that is asked of the key for this sign-in. */
  readonly course: Course;
}

interface Course {
  /** The key was asked a second time, because another program came between its accounts. */
  isAskedAnew: boolean;
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
  const inputs = options.extensions ?? {};
  const allowed = listedCredentials(options.allowCredentials);
  const extensions = assertionExtensions({ inputs, info: key.info, allowed });
  const appId = readAppId(inputs, rpId, assertion.origin);
  const needed = needsVerification(
    {
      command: 'get',
      requirement: options.userVerification,
      residentKey: false,
      extensionWants: extensions.wantsVerification,
    },
    key.info,
  );
  if (isU2fOnly(key.info)) {
    return signInWithU2f(key, { ...assertion, allowed, extensions }, appId);
  }
  const permissions = PERMISSION.ga | extensions.permissions;
  const course: Course = { isAskedAnew: false };
  try {
    const found = await withVerification(key, { permissions, rpId }, needed, (verification) =>
      assertVerified(key, { ...assertion, allowed, extensions, verification, course }),
    );
    return appId === undefined ? found : withAppId(found, false);
  } catch (error) {
    if (!isNoCredential(error)) {
      throw error;
    }
    const old = appId !== undefined && (await assertByAppId(key, assertion, allowed, appId));
    if (old) {
      return withAppId(old, true);
    }
    await requestTouch(key);
    throw error;
  }
}

async function signInWithU2f(
  key: HeldKey,
  asking: Omit<Asking, 'verification' | 'course'>,
  appId: string | undefined,
): Promise<AuthenticationResponseJson> {
  const { rpId, options, clientData, allowed, extensions } = asking;
  const request = { rpId, clientDataHash: sha256(clientData), allowed, appId };
  const { response, name } = await assertWithU2f(key, request);
  const expected = { rpId: name, userVerification: options.userVerification };
  const credential = checkAssertion(response, allowed, expected);
  const extensionResults = await extensions.outputs({ key, response, token: undefined });
  const found = authenticationResponse({ clientData, credential, response, extensionResults });
  return appId === undefined ? found : withAppId(found, name === appId);
}

/**
 * Tries the credentials that were registered with U2F under an AppID (WebAuthn Level 3 §10.1.1). They
 * know no user verification.
 */
async function assertByAppId(
  key: HeldKey,
  assertion: Assertion,
  allowed: readonly CredentialDescriptor[],
  appId: string,
): Promise<AuthenticationResponseJson | undefined> {
  const verified = assertion.options.userVerification === 'required';
  if (verified || allowed.length === 0 || !key.info.versions.includes('U2F_V2')) {
    return undefined;
  }
  const extensions = assertionExtensions({ inputs: {}, info: key.info, allowed });
  const verification = { kind: 'none' } as const;
  try {
    const course = { isAskedAnew: false };
    const asking = { ...assertion, rpId: appId, allowed, extensions, verification, course };
    return await assertVerified(key, asking);
  } catch (error) {
    if (isNoCredential(error)) {
      return undefined;
    }
    throw error;
  }
}

function withAppId(found: AuthenticationResponseJson, appid: boolean): AuthenticationResponseJson {
  return { ...found, clientExtensionResults: { ...found.clientExtensionResults, appid } };
}

function isNoCredential(error: unknown): boolean {
  return error instanceof WardkeyError && error.code === 'no-credential';
}

async function assertVerified(key: HeldKey, asking: Asking): Promise<AuthenticationResponseJson> {
  const { rpId, options, clientData, extensions, verification, course } = asking;
  const expected = { rpId, userVerification: options.userVerification };
  const { response: first, allowList } = await assertAny(key, asking);
  const { responses, isCutShort } = await collectAssertions(key, first, allowList);
  // The person would choose among some of their accounts, or get one that they did not choose. So the
  // key is asked once more, and wants its touch and PIN again. Once only: its count may be wrong.
  if (isCutShort && !course.isAskedAnew) {
    course.isAskedAnew = true;
    return assertVerified(key, asking);
  }
  const checked = goodOnes(responses, (response) => checkAssertion(response, allowList, expected));
  const { response, credential } = await pickAssertion(key, checked);
  const token = verification.kind === 'token' ? verification.token : undefined;
  key.answered();
  const extensionResults = await extensions.outputs({ key, response, token });
  return authenticationResponse({ clientData, credential, response, extensionResults });
}

/**
 * The assertions that are as they were asked for: one account that a key tells badly spoils no other.
 * @returns at least one
 * @throws WardkeyError what is wrong with the first, where all are wrong
 */
function goodOnes(
  responses: readonly AssertionResponse[],
  check: (response: AssertionResponse) => CredentialDescriptor,
): readonly { readonly response: AssertionResponse; readonly credential: CredentialDescriptor }[] {
  const wrong: unknown[] = [];
  const good = responses.flatMap((response) => {
    try {
      return [{ response, credential: check(response) }];
    } catch (error) {
      wrong.push(error);
      return [];
    }
  });
  if (good.length === 0) {
    throw wrong[0];
  }
  return good;
}

/** @throws WardkeyError `no-credential` */
async function assertAny(key: HeldKey, asking: Asking): Promise<Asserted> {
  const { rpId, options, allowed, extensions, verification } = asking;
  if ((options.allowCredentials ?? []).length === 0) {
    return assertOne(key, asking, []);
  }
  const lists = splitAllowList(credentialsWithinLength(allowed, key.info), key.info, rpId);
  const [only] = lists;
  const searchFirst = extensions.perCredential && (only?.length ?? 0) > 1;
  if (only !== undefined && lists.length === 1 && !searchFirst) {
    // Where one list says it all, a search before would only cost time.
    try {
      return await assertOne(key, asking, only);
    } catch (error) {
      const isListToBlame = only.length > 1 ? concernsList(error) : isTooLong(error);
      if (!isListToBlame) {
        throw error;
      }
    }
  }
  const search = await searchCredential(key, rpId, lists, verification);
  switch (search.outcome) {
    case 'found':
      return assertOne(key, asking, [search.credential]);
    case 'absent':
      throw new WardkeyError('no-credential');
    case 'unsupported':
      // Inputs that depend on the credential go out with that one alone.
      return assertFirstOf(
        key,
        asking,
        extensions.perCredential ? lists.flat().map((credential) => [credential]) : lists,
      );
  }
}

/** One list after the other, for keys that cannot be searched. */
async function assertFirstOf(
  key: HeldKey,
  asking: Asking,
  lists: readonly (readonly CredentialDescriptor[])[],
): Promise<Asserted> {
  const left = [...lists];
  let isUnderstood = false;
  let refusal: unknown;
  for (let list = left.shift(); list !== undefined; list = left.shift()) {
    try {
      return await assertOne(key, asking, list);
    } catch (error) {
      if (isMisunderstood(error)) {
        refusal = error;
      }
      if (list.length > 1 && concernsList(error)) {
        left.unshift(...halves(list));
      } else if (isNoCredential(error)) {
        isUnderstood = true;
      } else if (!concernsList(error)) {
        throw error;
      }
    }
  }
  // A key that makes no sense of any of them has not said that it has none.
  if (refusal !== undefined && !isUnderstood) {
    throw refusal;
  }
  throw new WardkeyError('no-credential');
}

/** @param allowList empty when any credential of the RP will do */
async function assertOne(
  key: HeldKey,
  { rpId, clientData, extensions, verification }: Asking,
  allowList: readonly CredentialDescriptor[],
): Promise<Asserted> {
  const clientDataHash = sha256(clientData);
  const { uv, pinUvAuth } = verificationMembers(verification, clientDataHash);
  const inputs = await extensions.inputs(key, allowList.length === 1 ? allowList[0] : undefined);
  const response = await getAssertion(
    key.channel,
    {
      rpId,
      clientDataHash,
      allowList,
      ...(inputs.size === 0 ? {} : { extensions: inputs }),
      ...(uv === undefined ? {} : { options: { uv } }),
      ...(pinUvAuth === undefined ? {} : { pinUvAuth }),
    },
    key.commandOptions(),
  );
  return { response, allowList };
}
