import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { unanswered } from '../../../shared/diagnosis/unanswered.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import { keyName } from '../key-models.ts';
import type { Probe } from '../probe.ts';

/** What a key's trouble is, where it is not one that another probe tells of. */
const KEY_TROUBLES: Partial<Record<ErrorCode, FindingCode>> = {
  'device-mute': 'key-mute',
  'device-garbled': 'key-garbled',
  'device-not-fido': 'key-not-fido',
  'device-busy': 'key-held',
  'device-restricted': 'key-closed',
  'hid-no-rule': 'key-no-rule',
  'hid-no-seat': 'key-no-seat',
  'hid-library-missing': 'usb-library-missing',
};

/** What goes wrong on a reader only with what has taken itself for a key; other cards are none. */
const OF_KEYS_ON_READERS: readonly (ErrorCode | undefined)[] = ['device-garbled', 'device-mute'];

/** Which keys are there, and whether they answer. */
export const KEYS_PROBE: Probe = {
  check: 'keys',
  async run({ machine, keysSettled }) {
    await keysSettled;
    const { devices } = machine.keys.list;
    const keys = devices.filter(({ key }) => key !== undefined);
    const mayBeKeys = devices.filter(
      ({ transport, key, problem }) =>
        transport === 'usb' || key !== undefined || OF_KEYS_ON_READERS.includes(problem),
    );
    // Nobody knows yet what it is that lies on a reader and says nothing.
    const isOpen = devices.some(
      ({ transport, key, problem }) =>
        transport !== 'usb' && key === undefined && problem === undefined,
    );
    // A key that a rule keeps shut is there all the same.
    const nodes = await machine.keyNodes();
    const isNone = mayBeKeys.length === 0 && nodes.length === 0;
    return [
      ...keys.map(({ id, name }): Finding => {
        return { code: 'key-seen', facts: { model: keyName(machine, id, name) } };
      }),
      ...(keys.length > 1 ? [{ code: 'several-keys' } as const] : []),
      ...(isNone ? [isOpen ? unanswered('keys') : [{ code: 'key-none' } as const]].flat() : []),
      ...mayBeKeys.flatMap(troubleOf),
    ];
  },
};

function troubleOf({ name, key, problem }: DeviceSummary): readonly Finding[] {
  if (problem === undefined && key !== undefined) return [];
  const code = KEY_TROUBLES[problem ?? 'device-mute'] ?? 'key-failing';
  const facts = { model: name, ...(problem === undefined ? {} : { error: problem }) };
  return [{ code, facts }];
}
