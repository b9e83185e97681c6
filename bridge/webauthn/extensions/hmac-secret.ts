import * as v from '../../../shared/schema/schema.ts';
import type { RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

const NAME = 'hmac-secret';

/**
 * hmac-secret (CTAP 2.1 §12.5) as `hmacCreateSecret`: the new credential can make secrets. To get
 * them is for programs outside of pages; pages have {@link file://./prf.ts}.
 */
export const hmacCreateSecret: RegistrationExtension = ({ inputs, info }) => {
  if (readInput(inputs, 'hmacCreateSecret', v.boolean()) !== true) {
    return undefined;
  }
  if (!info.extensions.includes(NAME)) {
    return { outputs: () => ({ hmacCreateSecret: false }) };
  }
  return {
    inputs: () => new Map([[NAME, true]]),
    outputs: ({ authenticatorData }) => ({
      hmacCreateSecret: authenticatorData.extensions?.get(NAME) === true,
    }),
  };
};
