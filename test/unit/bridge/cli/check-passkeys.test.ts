import { afterEach, beforeEach, expect, test } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { clientOver, creationOptions } from '../../../rig/rig.ts';
import { ScriptedPerson } from '../../../rig/scripted-person.ts';
import { SickMachine } from '../../../rig/sick-machine.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { descriptorOf } from './stocked-key.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

const PIN = '4321';
const HOST = 'login.microsoft.com';

useOwnHome();

let sick: SickMachine;
beforeEach(() => {
  sick = new SickMachine();
});
afterEach(() => sick.end());

function plug(options: VirtualKeyOptions): VirtualKey {
  const key = new VirtualKey(options);
  sick.usb.insert(key, { name: 'Practice Key' });
  return key;
}

/** As the portal would: a passkey for an account. */
async function register(name: string): Promise<void> {
  const keys = new AttachedKeys([sick.usb]);
  keys.start();
  await warm(keys);
  const person = new ScriptedPerson();
  person.answerPin = () => PIN;
  const origin = `https://${HOST}`;
  const options = creationOptions({
    user: { id: 'AAAA', name, displayName: name },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const caller = { origin, sameOriginWithAncestors: true };
  const { signal } = new AbortController();
  await clientOver(keys, { allowedOrigins: [origin] }).create(caller, options, person, signal);
  await keys.stop();
}

function check(pin: string, ...more: readonly string[]) {
  const { fd } = descriptorOf(pin);
  const args = ['check', '--passkeys', '--offline', '--pin-fd', fd, ...more];
  return wardkey(args, { seen: sick.machine() });
}

test('tells for which account the key has a passkey, to the person and not to the report', async () => {
  plug({ pin: PIN });
  await register('jane.doe@nhs.net');
  const told = await check(PIN);
  expect(told).toMatchObject({ exitCode: 0 });
  expect(told.out).toContain('(login.microsoft.com): j•••@nhs.net');
  const reported = await check(PIN, '--json');
  expect(reported.out).not.toMatch(/j•|nhs\.net/);
  expect(JSON.parse(reported.out).findings).toContainEqual({
    code: 'credential-there',
    facts: { model: 'Practice Key', host: HOST },
  });
});

test('a key without one is the cause', async () => {
  plug({ pin: PIN });
  const { out } = await check(PIN, '--json');
  expect(JSON.parse(out)).toMatchObject({ outcome: 'cause', cause: 'credential-absent' });
});

test('a wrong PIN is told as that, after one try', async () => {
  const key = plug({ pin: PIN });
  const before = key.pinTriesLeft;
  const { out } = await check('9999', '--json');
  expect(JSON.parse(out)).toMatchObject({ outcome: 'cause', cause: 'pin-wrong' });
  expect(key.pinTriesLeft).toBe(before - 1);
});

test('a key that is pulled out then is told beside the report, which says what it saw', async () => {
  const key = plug({ pin: PIN });
  // clientPIN, whose subcommand is that of asking for a token (CTAP 2.1 §6.5.5).
  const [CLIENT_PIN, TOKEN] = [0x06, [0x05, 0x09]];
  sick.usb.onExchange(({ message }) => {
    if (message[0] === CLIENT_PIN && TOKEN.includes(message[5] ?? 0)) sick.usb.remove(key);
  });
  const { out, err, exitCode } = await check(PIN, '--json');
  expect(JSON.parse(out)).toMatchObject({ outcome: 'well' });
  const codes = JSON.parse(out).findings.map(({ code }: { readonly code: string }) => code);
  expect(codes).toContain('key-seen');
  expect(codes).not.toContain('key-none');
  expect(err).not.toBe('');
  expect(exitCode).toBe(0);
});

test('no PIN is read where nobody said so, and none where no key is there', async () => {
  const key = plug({ pin: PIN });
  const { out } = await wardkey(['check', '--key', '--offline', '--json'], {
    seen: sick.machine(),
  });
  expect(JSON.parse(out)).toMatchObject({ outcome: 'well' });
  sick.usb.remove(key);
  const none = await check(PIN, '--json');
  expect(JSON.parse(none.out)).toMatchObject({ cause: 'key-none' });
});
