import * as v from '../../../shared/schema/schema.ts';
import type { RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

const NAME = 'minPinLength';

/** minPinLength (CTAP 2.1 §12.4). The answer stands in the authenticator data, for the RP alone. */
export const minPinLength: RegistrationExtension = ({ inputs, info }) => {
  const asked = readInput(inputs, NAME, v.boolean()) === true && info.extensions.includes(NAME);
  return asked ? { inputs: () => new Map([[NAME, true]]) } : undefined;
};
