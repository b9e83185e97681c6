import { expect, test } from 'vitest';
import { errorJson, errorLines } from '../../../../bridge/cli/error-lines.ts';
import {
  devicesNamed,
  type NamedDevice,
  NoDeviceError,
  oneDevice,
} from '../../../../bridge/cli/named-device.ts';

const key: NamedDevice['key'] = {
  versions: ['FIDO_2_1'],
  aaguid: '00112233445566778899aabbccddeeff',
  pinSet: true,
  userVerification: null,
  residentKeys: true,
  minPinLength: 4,
};
const FIRST: NamedDevice = {
  id: 'hid-1',
  transport: 'usb',
  name: 'Acme Key 5',
  path: '/dev/hidraw0',
  serial: 'A1',
  key,
};
const SECOND: NamedDevice = { ...FIRST, id: 'hid-2', path: '/dev/hidraw10', serial: 'A10' };
const CARD: NamedDevice = { id: 'pcsc-1', transport: 'nfc', name: 'Omni Reader 00', key };
const MUTE: NamedDevice = {
  id: 'pcsc-2',
  transport: 'smart-card',
  name: 'Old Reader',
  problem: 'card-mute',
};
const ALL = [FIRST, SECOND, CARD, MUTE];

test.each([
  ['/dev/hidraw0', ['hid-1']],
  ['/dev/hidraw10', ['hid-2']],
  ['a1', ['hid-1']],
  ['HID-2', ['hid-2']],
  ['omni', ['pcsc-1']],
  ['Acme Key 5', ['hid-1', 'hid-2']],
  ['reader', ['pcsc-1', 'pcsc-2']],
  ['nothing', []],
  ['', []],
])('"%s" is %j', (typed, ids) => {
  expect(devicesNamed(ALL, typed).map(({ id }) => id)).toEqual(ids);
});

test('one that is meant for sure is taken', () => {
  expect(oneDevice({ devices: ALL, problems: [] }, 'A10').id).toBe('hid-2');
  expect(oneDevice({ devices: [FIRST, MUTE], problems: [] }).id).toBe('hid-1');
});

test.each([
  [ALL, undefined, 'device-ambiguous', ['hid-1', 'hid-2', 'pcsc-1']],
  [ALL, 'acme', 'device-ambiguous', ['hid-1', 'hid-2']],
  [ALL, 'nothing', 'device-unknown', ['hid-1', 'hid-2', 'pcsc-1', 'pcsc-2']],
])('what is there to choose from is told: %#', (devices, wanted, code, ids) => {
  expect(() => oneDevice({ devices, problems: [] }, wanted)).toThrow(
    expect.objectContaining({
      code,
      choices: ids.map((id) => expect.objectContaining({ id })),
    }),
  );
});

test.each([
  [[], [], 'device-none'],
  [[], ['hid-library-missing'], 'hid-library-missing'],
  [[], ['pcsc-service-stopped', 'hid-no-rule'], 'hid-no-rule'],
  [[], ['reader-none'], 'device-none'],
  [[MUTE], ['pcsc-denied'], 'card-mute'],
  [[MUTE], [], 'card-mute'],
] as const)('what stands in the way is told: %#', (devices, problems, code) => {
  expect(() => oneDevice({ devices, problems: [...problems] })).toThrow(
    expect.objectContaining({ code }),
  );
});

test('card readers that cannot be used come after that there is no key', () => {
  const look = () => oneDevice({ devices: [], problems: ['pcsc-service-stopped'] });
  expect(look).toThrow(
    expect.objectContaining({ code: 'device-none', besides: ['pcsc-service-stopped'] }),
  );
  const error = new NoDeviceError(['pcsc-service-stopped']);
  expect(errorLines(error, 'en')).toEqual([
    'There is no key or card.',
    'Plug in your key, or put your card in the reader. Then try again.',
    'The card reader service on this computer is not running.',
  ]);
  expect(errorJson(error, 'en')).toMatchObject({
    error: { code: 'device-none', besides: ['pcsc-service-stopped'] },
  });
  expect(errorJson(new NoDeviceError([]), 'en')).not.toHaveProperty('error.besides');
});
