import * as v from '../../../shared/schema/schema.ts';
import type { RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

const NAME = 'pinComplexityPolicy';

/** pinComplexityPolicy (CTAP 2.2 §12). The answer stands in the authenticator data. */
export const pinComplexityPolicy: RegistrationExtension = ({ inputs, info }) => {
  const asked = readInput(inputs, NAME, v.boolean()) === true && info.extensions.includes(NAME);
  return asked ? { inputs: () => new Map([[NAME, true]]) } : undefined;
};
