import { randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import type { KeyExtension } from './key-extension.ts';

/** largeBlobKey (CTAP 2.1 §12.3). The key itself is a member of the answers, not of their data. */
export const largeBlobKey: KeyExtension = {
  name: 'largeBlobKey',

  create(input, { resident }) {
    if (input !== true || !resident) throw new CtapFault(STATUS.invalidOption);
    return { extras: { largeBlobKey: randomBytes(32) } };
  },

  get(input) {
    if (input !== true) throw new CtapFault(STATUS.invalidOption);
    return undefined;
  },
};
