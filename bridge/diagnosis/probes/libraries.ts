import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Probe } from '../probe.ts';

/** Whether what Wardkey reaches USB keys by can be loaded; that of cards the service's probe sees. */
export const LIBRARIES_PROBE: Probe = {
  check: 'libraries',
  async run({ machine }) {
    try {
      await machine.loadKeyLibrary();
      return [];
    } catch (thrown) {
      const { code, facts } = toWardkeyError(thrown);
      if (code !== 'hid-library-missing') throw thrown;
      const { library } = facts;
      return [
        { code: 'usb-library-missing', ...(library === undefined ? {} : { facts: { library } }) },
      ];
    }
  },
};
