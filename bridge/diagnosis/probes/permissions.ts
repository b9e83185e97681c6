import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Probe } from '../probe.ts';

const DENIED: Partial<Record<ErrorCode, FindingCode>> = {
  'hid-no-rule': 'key-no-rule',
  'hid-no-seat': 'key-no-seat',
};

/** Keys that the system shows and does not let us use. None is opened. */
export const PERMISSIONS_PROBE: Probe = {
  check: 'permissions',
  async run({ machine }) {
    const nodes = await machine.keyNodes();
    return nodes.flatMap(({ name, denied }) =>
      denied === null
        ? []
        : [{ code: DENIED[denied] ?? 'key-closed', facts: { model: name, error: denied } }],
    );
  },
};
