import type { KeyExtension } from './key-extension.ts';

/** minPinLength (CTAP 2.1 §12.4): for the RP IDs alone that the owner has listed. */
export const minPinLength: KeyExtension = {
  name: 'minPinLength',

  create(input, { state, rpId }) {
    const told = input === true && state.settings.minPinLengthRpIds.includes(rpId);
    return told ? { output: state.pin.minLength } : {};
  },
};

/** pinComplexityPolicy (CTAP 2.2 §12.7): for the same RP IDs. */
export const pinComplexityPolicy: KeyExtension = {
  name: 'pinComplexityPolicy',

  create(input, { state, rpId }) {
    const told = input === true && state.settings.minPinLengthRpIds.includes(rpId);
    return told ? { output: state.model.pinComplexityPolicy } : {};
  },
};
