import type { FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { unanswered } from '../../../shared/diagnosis/unanswered.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import { programsUsingCards } from '../card-programs.ts';
import { keyName } from '../key-models.ts';
import type { Machine } from '../machine.ts';
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

/** Which keys are there, and whether they answer. What lies on a reader may be a card, and is told of there. */
export const KEYS_PROBE: Probe = keysProbe(() => false);

/** The same for a person who signs in with a key: what is on a reader and makes no sense is theirs. */
export const MEANT_KEYS_PROBE: Probe = keysProbe(({ transport }) => transport !== 'usb');

function keysProbe(isMeant: (device: DeviceSummary) => boolean): Probe {
  return {
    check: 'keys',
    async run({ machine, keysSettled }) {
      await keysSettled;
      const { devices } = machine.keys.list;
      const keys = devices.filter(({ key }) => key !== undefined);
      const mayBeKeys = devices.filter(
        (device) =>
          device.transport === 'usb' ||
          device.key !== undefined ||
          (isMeant(device) && device.problem === 'device-garbled'),
      );
      const isOpen = devices.some(
        (device) => isMeant(device) && device.key === undefined && isSilent(device),
      );
      // A key that a rule keeps shut is there all the same.
      const nodes = await machine.keyNodes();
      const isNone = mayBeKeys.length === 0 && nodes.length === 0;
      const none = isOpen ? unanswered('keys') : [{ code: 'key-none' } as const];
      return [
        ...keys.map(({ id, name }): Finding => {
          return { code: 'key-seen', facts: { model: keyName(machine, id, name) } };
        }),
        ...(keys.length > 1 ? [{ code: 'several-keys' } as const] : []),
        ...(isNone ? none : []),
        ...(await Promise.all(mayBeKeys.map((device) => troubleOf(device, machine)))).flat(),
      ];
    },
  };
}

/** Nobody knows yet what it is. */
function isSilent({ problem }: DeviceSummary): boolean {
  return problem === undefined || problem === 'device-mute';
}

async function troubleOf(device: DeviceSummary, machine: Machine): Promise<readonly Finding[]> {
  const { name, key, problem } = device;
  if (problem === undefined && key !== undefined) return [];
  const code = KEY_TROUBLES[problem ?? 'device-mute'] ?? 'key-failing';
  const holder = problem === 'device-busy' ? await holderOf(device, machine) : '';
  const facts = {
    model: name,
    ...(problem === undefined ? {} : { error: problem }),
    ...(holder === '' ? {} : { program: holder }),
  };
  return [{ code, facts }];
}

/** Who has the key for itself, as far as the system tells; nothing where it does not. */
async function holderOf(
  { id, transport }: DeviceSummary,
  { keys, root }: Machine,
): Promise<string> {
  const told = keys.holder(id);
  if (told !== undefined) return told;
  // PC/SC tells nobody who holds a reader: it is one of those that use it.
  return transport === 'usb' ? '' : (await programsUsingCards(root)).join(', ');
}
