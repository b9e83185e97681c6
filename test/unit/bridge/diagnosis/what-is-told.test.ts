import { afterAll, beforeAll, expect, test } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { sayFinding } from '../../../../shared/words/check-up-words.ts';
import { checkMachine } from '../../../faults/check-machine.ts';
import { plugKey, pullKeys } from '../../../faults/healthy-machine.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';
import { oneDevice } from '../../../faults/one-device.ts';
import type { CborValue } from '../../../virtual/cbor/value.ts';

/** Members of getInfo (CTAP 2.1 §6.4). */
const FIRMWARE = 0x0e;
const CERTIFICATIONS = 0x13;

let network: LabNetwork;
beforeAll(async () => {
  network = await LabNetwork.open();
});
afterAll(() => network.close());

test('the program that has a key for itself is named', async () => {
  const error = new WardkeyError('device-busy', { facts: { program: 'other-agent' } });
  const { verdict } = await checkMachine(
    'key',
    [
      {
        break: (machine) => {
          pullKeys(machine);
          const open = () => Promise.reject(error);
          machine.otherTransports.push(
            oneDevice({ id: 'held:1', transport: 'usb', name: 'Practice Key', open }),
          );
        },
      },
    ],
    network,
  );
  expect(verdict.cause).toMatchObject({ code: 'key-held', facts: { program: 'other-agent' } });
  const says = verdict.cause === null ? '' : sayFinding('en', verdict.cause);
  expect(says).toBe('Another program (other-agent) is using your security key (Practice Key).');
});

test('what a key says of itself is told, as far as it is made of names', async () => {
  const { findings } = await checkMachine(
    'key',
    [
      {
        break: (machine) =>
          void plugKey(machine, {
            pin: '4321',
            infoOverrides: new Map<number, CborValue | undefined>([
              [FIRMWARE, 0x0005_0403],
              [
                CERTIFICATIONS,
                new Map<string, CborValue>([
                  ['FIPS-CMVP-3', 1],
                  ['a line\nof its own', 2],
                ]),
              ],
            ]),
          }),
      },
    ],
    network,
  );
  const says = findings.find(({ code }) => code === 'key-says');
  expect(says?.facts).toMatchObject({
    versions: expect.stringContaining('FIDO_2_'),
    firmware: '328707 (0x50403)',
    certifications: 'FIPS-CMVP-3 1',
    verification: 'none',
  });
});

test('each manifest is told, and where it is', async () => {
  const other = { name: 'app.wardkey.bridge', path: '/opt/other', type: 'stdio' };
  const path = 'etc/chromium/native-messaging-hosts/app.wardkey.bridge.json';
  const { findings } = await checkMachine(
    'key',
    [
      {
        break: (machine) =>
          machine.write(path, JSON.stringify({ ...other, description: 'x', allowed_origins: [] })),
      },
    ],
    network,
  );
  const told = findings.filter(({ code }) => code === 'manifest-seen');
  expect(told.map(({ facts }) => facts?.['manifest'])).toEqual([
    expect.stringMatching(/^~\/\.config\/chromium\//),
    expect.stringContaining(path),
  ]);
  const twice = findings.find(({ code }) => code === 'manifest-other-program');
  for (const { facts } of told) expect(twice?.facts?.['manifest']).toContain(facts?.['manifest']);
});
