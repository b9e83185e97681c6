import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { CborMap, CborValue } from '../../ctap/cbor-value.ts';
import type { CredentialDescriptor } from '../../ctap/credential.ts';
import { SealedSalts } from '../../ctap/hmac-secret.ts';
import { fromBase64Url } from '../base64url.ts';
import { sameBytes } from '../credential-lists.ts';
import type { HeldKey } from '../held-key.ts';
import type { AssertionExtension, RegistrationExtension } from './extension.ts';
import { invalidInput, readInput } from './extension-input.ts';
import { PrfValues, prfResults, prfSalts } from './prf-values.ts';

const NAME = 'hmac-secret';
/** Secrets at registration already (CTAP 2.2 §12). */
const AT_ONCE = 'hmac-secret-mc';

const CreateInput = v.looseObject({ eval: v.optional(PrfValues) });
const GetInput = v.looseObject({
  eval: v.optional(PrfValues),
  evalByCredential: v.optional(v.record(v.string(), PrfValues)),
});

/** prf at registration (WebAuthn Level 3 §10.1.4). */
export const createPrf: RegistrationExtension = ({ inputs, info }) => {
  const prf = readInput(inputs, 'prf', CreateInput);
  if (prf === undefined) {
    return undefined;
  }
  if (!info.extensions.includes(NAME)) {
    return { outputs: () => ({ prf: { enabled: false } }) };
  }
  const values = info.extensions.includes(AT_ONCE) ? prf.eval : undefined;
  let sealed: SealedSalts | undefined;
  return {
    // A key has other secrets for the person whom it did not verify; sign-in asks for the verified.
    wantsVerification: values !== undefined,
    async inputs(key, verified) {
      sealed = values === undefined || !verified ? undefined : await seal(key, values);
      return new Map<string, CborValue>([
        [NAME, true],
        ...(sealed === undefined ? [] : [[AT_ONCE, sealed.input] as const]),
      ]);
    },
    outputs({ authenticatorData: { extensions } }) {
      const enabled = extensions?.get(NAME) === true;
      const output = extensions?.get(AT_ONCE);
      return { prf: { enabled, ...opened(sealed, output) } };
    },
  };
};

/** prf at sign-in: secrets of the credential, by its own inputs where the page gives such. */
export const getPrf: AssertionExtension = ({ inputs, info, allowed }) => {
  const prf = readInput(inputs, 'prf', GetInput);
  if (prf === undefined) {
    return undefined;
  }
  const byCredential = readByCredential(prf.evalByCredential ?? {}, allowed);
  if (!info.extensions.includes(NAME)) {
    return { outputs: () => ({ prf: {} }) };
  }
  /** @param id `undefined` where any of several may answer */
  const valuesFor = (id: Uint8Array | undefined): PrfValues | undefined =>
    byCredential.find((own) => id !== undefined && sameBytes(own.id, id))?.values ?? prf.eval;
  let sealed: SealedSalts | undefined;
  let asked: CredentialDescriptor | undefined;
  return {
    wantsVerification: true,
    perCredential: byCredential.length > 0,
    async inputs(key, credential): Promise<CborMap> {
      const values = valuesFor(credential?.id);
      asked = credential;
      sealed = values === undefined ? undefined : await seal(key, values);
      return sealed === undefined ? new Map() : new Map([[NAME, sealed.input]]);
    },
    outputs({ response }) {
      const answered = response.credential ?? asked;
      // A secret for the inputs of another credential is none that the page would know again.
      const isMeant = valuesFor(answered?.id) === valuesFor(asked?.id);
      const output = response.authenticatorData.extensions?.get(NAME);
      return { prf: isMeant ? opened(sealed, output) : {} };
    },
  };
};

/** An output that is none is left out: the credential, or the sign-in, is as good without it. */
function opened(
  sealed: SealedSalts | undefined,
  output: CborValue,
): { readonly results?: Record<string, string> } {
  if (sealed === undefined || !(output instanceof Uint8Array)) {
    return {};
  }
  try {
    return { results: prfResults(sealed.open(output)) };
  } catch (error) {
    if (error instanceof WardkeyError) {
      return {};
    }
    throw error;
  }
}

/** Every key names a credential of the allow list, else the page has made a mistake (§10.1.4). */
function readByCredential(
  evalByCredential: Readonly<Record<string, PrfValues>>,
  allowed: readonly CredentialDescriptor[],
): readonly { readonly id: Uint8Array; readonly values: PrfValues }[] {
  return Object.entries(evalByCredential).map(([text, values]) => {
    const id = fromBase64Url(text);
    if (text === '' || !allowed.some((credential) => sameBytes(credential.id, id))) {
      throw invalidInput('prf');
    }
    return { id, values };
  });
}

async function seal(key: HeldKey, values: PrfValues): Promise<SealedSalts> {
  const { clientPin } = key;
  const agreement = await clientPin.getKeyAgreement(key.commandOptions());
  return new SealedSalts(clientPin.protocol, agreement, prfSalts(values));
}
