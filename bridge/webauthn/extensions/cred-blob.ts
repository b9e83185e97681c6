import * as v from '../../../shared/schema/schema.ts';
import { toBase64Url } from '../base64url.ts';
import type { AssertionExtension, RegistrationExtension } from './extension.ts';
import { JsonBytes, readInput } from './extension-input.ts';

const NAME = 'credBlob';

/** credBlob (CTAP 2.1 §12.2): a few bytes that the key keeps with a new credential. */
export const storeCredBlob: RegistrationExtension = ({ inputs, info }) => {
  const blob = readInput(inputs, NAME, JsonBytes);
  if (blob === undefined) {
    return undefined;
  }
  const fits = info.extensions.includes(NAME) && blob.length <= (info.maxCredBlobLength ?? 0);
  if (!fits) {
    return { outputs: () => ({ [NAME]: false }) };
  }
  return {
    inputs: () => new Map([[NAME, blob]]),
    outputs: ({ authenticatorData }) => ({
      [NAME]: authenticatorData.extensions?.get(NAME) === true,
    }),
  };
};

/** credBlob at sign-in: the bytes come back, none of them where nothing was kept. */
export const getCredBlob: AssertionExtension = ({ inputs, info }) => {
  const asked = readInput(inputs, 'getCredBlob', v.boolean()) === true;
  if (!asked || !info.extensions.includes(NAME)) {
    return undefined;
  }
  return {
    inputs: () => new Map([[NAME, true]]),
    outputs: ({ response }) => {
      const blob = response.authenticatorData.extensions?.get(NAME);
      return blob instanceof Uint8Array ? { getCredBlob: toBase64Url(blob) } : {};
    },
  };
};
