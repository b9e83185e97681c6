import * as v from '../../../shared/schema/schema.ts';
import type { RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

/** credProps (WebAuthn Level 3 §10.1.3): the client's own, nothing of it goes to the key. */
export const credProps: RegistrationExtension = ({ inputs, resident }) => {
  if (readInput(inputs, 'credProps', v.boolean()) !== true || resident.known === undefined) {
    return undefined;
  }
  return { outputs: () => ({ credProps: { rk: resident.known } }) };
};
