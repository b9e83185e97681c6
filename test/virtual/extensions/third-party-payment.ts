import type { KeyExtension } from './key-extension.ts';

/** thirdPartyPayment (CTAP 2.2 §12.6). */
export const thirdPartyPayment: KeyExtension = {
  name: 'thirdPartyPayment',

  create(input) {
    return input === true ? { extras: { thirdPartyPayment: true }, output: true } : {};
  },

  get(input, { credential }) {
    return input === true ? credential.extras.thirdPartyPayment === true : undefined;
  },
};
