import type { KeyExtension } from './key-extension.ts';

/** credBlob (CTAP 2.1 §12.2). */
export const credBlob: KeyExtension = {
  name: 'credBlob',

  create(input, { state, resident }) {
    const kept =
      input instanceof Uint8Array && resident && input.length <= state.model.maxCredBlobLength;
    return kept ? { extras: { credBlob: input }, output: true } : { output: false };
  },

  get(input, { credential }) {
    return input === true ? (credential.extras.credBlob ?? new Uint8Array()) : undefined;
  },
};
