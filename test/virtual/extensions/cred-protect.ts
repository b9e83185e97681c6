import { CtapFault, STATUS } from '../status.ts';
import type { KeyExtension } from './key-extension.ts';

/** credProtect (CTAP 2.1 §12.1). */
export const credProtect: KeyExtension = {
  name: 'credProtect',

  create(input) {
    if (input !== 1 && input !== 2 && input !== 3) throw new CtapFault(STATUS.invalidOption);
    return { extras: { protection: input }, output: input };
  },
};
