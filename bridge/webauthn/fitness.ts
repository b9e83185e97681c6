import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { getAssertion } from '../ctap/get-assertion.ts';
import { isU2fOnly } from '../ctap/identify.ts';
import { statusOf } from '../ctap/status.ts';
import { STATUS } from '../ctap/status-byte.ts';
import type { Fitness } from './ceremony.ts';
import type { Creation } from './create.ts';
import { credentialsWithinLength, listedCredentials, splitAllowList } from './credential-lists.ts';
import { searchCredential } from './credential-search.ts';
import { readAppId } from './extensions/app-id.ts';
import { assertionExtensions } from './extensions/assertion-extensions.ts';
import { registrationExtensions } from './extensions/registration-extensions.ts';
import type { Assertion } from './get.ts';
import type { HeldKey } from './held-key.ts';
import { decideResidentKey } from './resident-key.ts';
import { findKnown } from './u2f-ceremonies.ts';
import { canVerify, needsVerification } from './user-verification-need.ts';

const UNABLE: Fitness = { able: false };
const ES256 = -7;

/** Whether a key could make the credential that is asked for: by what its getInfo says. */
export async function judgeForCreation(
  { info }: HeldKey,
  { options, algorithms }: Creation,
): Promise<Fitness> {
  const known = isU2fOnly(info) ? [ES256] : info.algorithms?.map(({ alg }) => alg);
  if (known !== undefined && !known.some((alg) => algorithms.includes(alg))) {
    return UNABLE;
  }
  return ableUnlessThrown(() => {
    const selection = options.authenticatorSelection;
    const resident = decideResidentKey(selection, info);
    const inputs = options.extensions ?? {};
    const extensions = registrationExtensions({ inputs, info, resident });
    const needed = needsVerification(
      {
        command: 'create',
        requirement: selection?.userVerification,
        residentKey: resident.residentKey,
        extensionWants: extensions.wantsVerification,
      },
      info,
    );
    // One that has its PIN is nearer than one whose PIN would have to be chosen first.
    const ready = !needed || canVerify(info);
    return { able: true, holds: ready, needsPin: needsPin(needed, info) };
  });
}

/**
 * Whether a key could sign in: by its getInfo, and by whether it shows a credential when asked for
 * an assertion without a touch. That it shows none does not prove that it has none (CTAP 2.1 §12.1).
 * @throws WardkeyError when the key fails or the ceremony ends meanwhile
 */
export async function judgeForAssertion(key: HeldKey, assertion: Assertion): Promise<Fitness> {
  const { info } = key;
  const { options, rpId } = assertion;
  const inputs = options.extensions ?? {};
  const allowed = listedCredentials(options.allowCredentials);
  const listed = (options.allowCredentials ?? []).length > 0;
  if (!listed && info.options.get('rk') !== true) {
    return UNABLE;
  }
  const fitness = ableUnlessThrown(() => {
    const extensions = assertionExtensions({ inputs, info, allowed });
    const needed = needsVerification(
      {
        command: 'get',
        requirement: options.userVerification,
        residentKey: false,
        extensionWants: extensions.wantsVerification,
      },
      info,
    );
    return { able: true, holds: true, needsPin: needsPin(needed, info) };
  });
  if (!fitness.able) {
    return fitness;
  }
  const appId = readAppId(inputs, rpId, assertion.origin);
  const names = appId === undefined ? [rpId] : [rpId, appId];
  return { ...fitness, holds: await holdsAny(key, names, listed ? allowed : undefined) };
}

/** @param allowed `undefined` when any credential will do */
async function holdsAny(
  key: HeldKey,
  names: readonly string[],
  allowed: ReturnType<typeof listedCredentials> | undefined,
): Promise<boolean> {
  if (isU2fOnly(key.info)) {
    return (await findKnown(key, names, allowed ?? [])) !== undefined;
  }
  for (const name of names) {
    if (allowed === undefined ? await holdsResident(key, name) : await holds(key, name, allowed)) {
      return true;
    }
  }
  return false;
}

async function holds(
  key: HeldKey,
  rpId: string,
  allowed: ReturnType<typeof listedCredentials>,
): Promise<boolean> {
  const lists = splitAllowList(credentialsWithinLength(allowed, key.info), key.info, rpId);
  try {
    const { outcome } = await searchCredential(key, rpId, lists, { kind: 'none' });
    return outcome !== 'absent';
  } catch (error) {
    return refusedOtherwise(error);
  }
}

async function holdsResident(key: HeldKey, rpId: string): Promise<boolean> {
  const clientDataHash = new Uint8Array(32);
  const request = { rpId, clientDataHash, allowList: [], options: { up: false as const } };
  try {
    await getAssertion(key.channel, request, key.commandOptions());
    return true;
  } catch (error) {
    return statusOf(error) === STATUS.NO_CREDENTIALS ? false : refusedOtherwise(error);
  }
}

/** A key that will not say stays in. @throws the error when the key did not even answer */
function refusedOtherwise(error: unknown): true {
  if (statusOf(error) === undefined) {
    throw error;
  }
  return true;
}

function needsPin(needed: boolean, { options }: AuthenticatorInfo): boolean {
  return needed && options.get('uv') !== true;
}

/** What throws for one key may be right for the next. */
function ableUnlessThrown(judge: () => Fitness): Fitness {
  try {
    return judge();
  } catch (error) {
    if (error instanceof WardkeyError) {
      return UNABLE;
    }
    throw error;
  }
}
