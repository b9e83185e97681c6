import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { statusError } from '../../../../bridge/ctap/status.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey, withKey } from './wardkey.ts';

useOwnHome();

const PIN = '4321';
const CLIENT_PIN = 0x06;
const DEFINITION = COMMANDS.find(({ words }) => words.join(' ') === 'key info');

async function info(options: VirtualKeyOptions, prepare?: (machine: Machine) => void) {
  const machine = withKey('Test Key', options);
  prepare?.(machine);
  const { exitCode, out } = await wardkey(['key', 'info', '--json'], machine);
  const json = JSON.parse(out);
  expect(exitCode).toBe(0);
  expect(violations(DEFINITION ? (outputSchema(DEFINITION) ?? {}) : {}, json)).toEqual([]);
  return { json, commands: machine.key.commandLog.length };
}

type Machine = ReturnType<typeof withKey>;

test('the tries left for the PIN and the finger are told, each by one question', async () => {
  const pin = await info({ pin: PIN, pinTriesLeft: 5 });
  expect(pin.json).toMatchObject({ pinRetries: 5, powerCycleState: false });
  expect(pin.json).not.toHaveProperty('uvRetries');
  expect(pin.commands).toBe(2);
  const finger = await info({ pin: PIN, builtInVerification: { enrolled: true } });
  expect(finger.json).toMatchObject({ pinRetries: 8, uvRetries: expect.any(Number) });
  expect(finger.commands).toBe(3);
});

test('a key with nothing set up is asked what it is, and no more', async () => {
  for (const options of [{}, { builtInVerification: { enrolled: false } }]) {
    const { json, commands } = await info(options);
    expect(json).not.toHaveProperty('pinRetries');
    expect(json).not.toHaveProperty('uvRetries');
    expect(commands).toBe(1);
  }
});

/** Has a key answer every authenticatorClientPIN with a status. */
function refuse(transport: Machine['transport'], status: number): void {
  transport.onExchange(({ message }) => {
    if (message[0] === CLIENT_PIN) throw statusError(CLIENT_PIN, status);
  });
}

/** Statuses of CTAP 2.1 §8.2: NOT_ALLOWED, INVALID_COMMAND, PIN_BLOCKED and PIN_AUTH_BLOCKED. */
test.each([
  [0x30, {}],
  [0x01, {}],
  [0x32, { pinRetries: 0 }],
  [0x34, { powerCycleState: true }],
])('a key that refuses with %i still tells the rest', async (status, told) => {
  const { json } = await info({ pin: PIN }, ({ transport }) => {
    refuse(transport, status);
  });
  const { pinRetries, powerCycleState } = json;
  expect({ pinRetries, powerCycleState }).toEqual({ ...told });
  expect(json.info.options.clientPin).toBe(true);
});

test.each([
  ['en', 'PIN tries left: 5', 'take it out and put it in again', 'For experts:'],
  ['cy', 'Cynigion PIN ar ôl: 5', "ei thynnu allan a'i rhoi i mewn", 'I arbenigwyr:'],
] as const)('words in %s: the plain ones first', async (language, tries, replug, experts) => {
  const machine = withKey('Test Key', {
    pin: PIN,
    pinTriesLeft: 5,
    infoOverrides: new Map([[0x13, new Map([['FIDO', 2]])]]),
  });
  const { out } = await wardkey(['key', 'info'], { ...machine, language });
  expect(out.indexOf(tries)).toBeGreaterThan(0);
  expect(out.indexOf(tries)).toBeLessThan(out.indexOf(experts));
  expect(out).not.toContain(replug);
  const details = out.slice(out.indexOf(experts));
  for (const detail of [
    'clientPin=true',
    'hmac-secret',
    'usb',
    'ES256 (-7)',
    'FIDO=2',
    'FIDO_2_1',
    'maxMsgSize=1200, maxCredentialCountInList=8, maxCredentialIdLength=128',
  ]) {
    expect(details).toContain(detail);
  }
  refuse(machine.transport, 0x34);
  const told = (await wardkey(['key', 'info'], { ...machine, language })).out;
  expect(told).toContain(replug);
  expect(told.indexOf(replug)).toBeLessThan(told.indexOf(experts));
});

test('a PIN that has to be changed first is told in plain words', async () => {
  const due = await wardkey(['key', 'info'], withKey('Due', { pin: PIN, forcePinChange: true }));
  expect(due.out).toContain('Its PIN must be changed before you can use it.');
  const old = { pin: PIN, versions: ['FIDO_2_0'], infoOverrides: new Map([[0x07, undefined]]) };
  const other = await wardkey(['key', 'info'], withKey('Old', old));
  expect(other.out).not.toContain('must be changed');
  expect(other.out).not.toContain('maxCredentialCountInList');
});
