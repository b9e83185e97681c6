import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Probe } from '../probe.ts';

/** Whether what the administrator has set for the bridge holds. */
export const POLICY_PROBE: Probe = {
  check: 'policy',
  async run({ machine }) {
    try {
      machine.checkPolicy();
      return [];
    } catch (thrown) {
      const { code } = toWardkeyError(thrown);
      if (code === 'policy-untrusted') return [{ code: 'policy-distrusted' }];
      if (code === 'policy-invalid' || code === 'policy-unreadable')
        return [{ code: 'policy-wrong' }];
      throw thrown;
    }
  },
};
