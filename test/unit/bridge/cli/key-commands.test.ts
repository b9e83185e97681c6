import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { violations } from './schema-validator.mjs';
import { descriptorOf, PIN, stockedKey } from './stocked-key.ts';
import { type Machine, useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

/** Runs a command with `--json`, and has its output judged by its own schema. */
async function asJson(machine: Machine, args: readonly string[], ...lines: readonly string[]) {
  const { fd } = descriptorOf(...lines);
  const given = lines.length === 0 ? [] : ['--pin-fd', fd];
  const outcome = await wardkey([...args, ...given, '--json'], machine);
  const definition = COMMANDS.find(({ words }) => words.every((word, at) => args[at] === word));
  const printed = JSON.parse(outcome.out);
  expect(violations(definition ? (outputSchema(definition) ?? {}) : {}, printed)).toEqual([]);
  return { ...outcome, printed };
}

test('sign-ins are listed, renamed and deleted', async () => {
  const machine = await stockedKey();
  const id = machine.credentialId;
  const listed = await asJson(machine, ['credentials', 'list'], PIN);
  expect(listed.printed).toMatchObject({
    existing: 1,
    credentials: [{ credentialId: id, rpId: 'portal.example', userName: 'sam', largeBlob: true }],
  });
  const renamed = await asJson(
    machine,
    ['credentials', 'rename', id.slice(0, 6), '--display-name', 'Dr Jones'],
    PIN,
  );
  expect(renamed.printed.credential).toMatchObject({ userName: 'sam', displayName: 'Dr Jones' });
  expect(machine.key.credentials[0]?.user).toMatchObject({ displayName: 'Dr Jones' });
  const kept = await asJson(machine, ['credentials', 'delete', id], PIN);
  expect(kept.printed.error.code).toBe('not-confirmed');
  expect(machine.key.credentials).toHaveLength(1);
  const deleted = await asJson(machine, ['credentials', 'delete', id, '--yes'], PIN);
  expect(deleted.printed.deleted.credentialId).toBe(id);
  expect(machine.key.credentials).toEqual([]);
});

test.each([
  ['ff00', 'item-unknown'],
  ['', 'item-unknown'],
])('"%s" is no sign-in of the key', async (typed, code) => {
  const machine = await stockedKey();
  const { exitCode, printed } = await asJson(
    machine,
    ['credentials', 'delete', typed, '--yes'],
    PIN,
  );
  expect([exitCode, printed.error.code]).toEqual([9, code]);
  expect(machine.key.credentials).toHaveLength(1);
});

test('fingers are taught, named and forgotten, and progress is told', async () => {
  const machine = await stockedKey();
  const added = await asJson(machine, ['fingerprints', 'add', '--name', 'Left thumb'], PIN);
  expect(added.printed).toMatchObject({ fingerprint: { name: 'Left thumb' }, samples: 3 });
  expect(added.err.match(/That was good/g)).toHaveLength(3);
  expect(added.err).toContain('Times left: 1');
  const { id } = added.printed.fingerprint;
  await asJson(machine, ['fingerprints', 'rename', 'left', 'Right thumb'], PIN);
  const listed = await asJson(machine, ['fingerprints', 'list'], PIN);
  expect(listed.printed.fingerprints).toEqual([{ id, name: 'Right thumb' }]);
  await asJson(machine, ['fingerprints', 'delete', id, '--yes'], PIN);
  expect((await asJson(machine, ['fingerprints', 'list'], PIN)).printed.fingerprints).toEqual([]);
});

test('settings are shown and changed, once', async () => {
  const machine = await stockedKey();
  const on = await asJson(machine, ['config', 'always-uv', 'on'], PIN);
  expect(on.printed).toMatchObject({ changed: true, config: { alwaysUv: true } });
  expect((await asJson(machine, ['config', 'always-uv', 'on'])).printed.changed).toBe(false);
  const ep = await asJson(machine, ['config', 'enterprise-attestation', '--yes'], PIN);
  expect(ep.printed.config.enterpriseAttestation).toBe(true);
  const long = await asJson(machine, ['config', 'long-touch', '--yes'], PIN);
  expect(long.printed.config.longTouchForReset).toBe(true);
  const length = await asJson(
    machine,
    ['config', 'min-pin-length', '6', '--rp-id', 'a.example'],
    PIN,
  );
  expect(length.printed.config).toMatchObject({ minPinLength: 6, forcePinChange: true });
  const due = await asJson(machine, ['credentials', 'list'], PIN);
  expect([due.exitCode, due.printed.error.code]).toEqual([8, 'pin-change-required']);
  expect((await asJson(machine, ['pin', 'change'], PIN, '654321')).printed.pinSet).toBe(true);
  expect((await asJson(machine, ['credentials', 'list'], '654321')).exitCode).toBe(0);
  const forced = await asJson(machine, ['config', 'force-pin-change'], '654321');
  expect(forced.printed.config.forcePinChange).toBe(true);
});

test.each([['3'], ['64'], ['x'], ['-1']])('a PIN length of %s is refused', async (length) => {
  const machine = await stockedKey();
  expect((await asJson(machine, ['config', 'min-pin-length', '--', length])).exitCode).toBe(2);
});

test('data are stored, read and deleted, whatever bytes they are', async () => {
  const machine = await stockedKey();
  const id = machine.credentialId.slice(0, 8);
  const { path } = descriptorOf('some\u0000data');
  const stored = await asJson(machine, ['blobs', 'set', id, path], PIN);
  expect(stored.printed.bytes).toBe(10);
  const read = await asJson(machine, ['blobs', 'get', id], PIN);
  expect(Buffer.from(read.printed.data, 'base64url').toString()).toBe('some\u0000data\n');
  const listed = await asJson(machine, ['blobs', 'list'], PIN);
  expect(listed.printed).toMatchObject({
    blobs: [{ rpId: 'portal.example', bytes: 10 }],
    unclaimed: 0,
  });
  await asJson(machine, ['blobs', 'delete', id, '--yes'], PIN);
  expect((await asJson(machine, ['blobs', 'get', id], PIN)).exitCode).toBe(9);
  expect((await asJson(machine, ['blobs', 'set', id, '/nowhere/at/all'], PIN)).exitCode).toBe(2);
});

test('PINs are set and changed, and each line is spent once', async () => {
  const machine = await stockedKey();
  expect((await asJson(machine, ['pin', 'set'], '9999')).printed.error.code).toBe(
    'pin-set-already',
  );
  const wrong = await asJson(machine, ['pin', 'change'], '9999', '8888', '7777', '6666');
  expect([wrong.exitCode, wrong.printed.error.code]).toEqual([8, 'pin-wrong']);
  expect(wrong.printed.error.facts.triesLeft).toBe(7);
  expect(machine.key.pinTriesLeft).toBe(7);
  const short = await asJson(machine, ['pin', 'change'], PIN, '12');
  expect(short.printed.error.code).toBe('pin-too-short');
  expect(machine.key.pinTriesLeft).toBe(7);
  expect((await asJson(machine, ['key', 'pin', 'change'], PIN, '87654')).exitCode).toBe(0);
  const none = await asJson(machine, ['credentials', 'list', '--pin-fd', '999']);
  expect(none.printed.error.code).toBe('pin-not-given');
});

test('the last try is spent only by who says so', async () => {
  const machine = await stockedKey();
  for (const wrong of ['1111', '2222', '3333', '4444', '5555', '6666', '7777']) {
    machine.key.powerCycle();
    await asJson(machine, ['credentials', 'list'], wrong);
  }
  machine.key.powerCycle();
  expect(machine.key.pinTriesLeft).toBe(1);
  const refused = await asJson(machine, ['credentials', 'list'], PIN);
  expect([refused.exitCode, refused.printed.error.code]).toEqual([8, 'pin-last-try-unconfirmed']);
  expect(machine.key.pinTriesLeft).toBe(1);
  expect((await asJson(machine, ['credentials', 'list', '--use-last-try'], PIN)).exitCode).toBe(0);
  expect(machine.key.pinTriesLeft).toBe(8);
});

test('a trial is judged as a website would: by a registration and its file', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register', '--user-verification', 'required'], PIN);
  expect(made.printed).toMatchObject({ verified: true, userVerified: true });
  const { path } = descriptorOf(made.out.trim());
  const signed = await asJson(machine, ['sign', path], PIN);
  expect(signed.printed).toMatchObject({
    verified: true,
    credentialId: made.printed.credential.id,
  });
  expect(signed.printed.signCount).toBeGreaterThan(made.printed.signCount);
  expect((await asJson(machine, ['sign', '--user-verification', 'discouraged'])).exitCode).toBe(0);
});

test('a trial asks for the algorithm that is named first, of those that the key has', async () => {
  const machine = await stockedKey();
  const asked = ['register', '--algorithm', 'Ed448', '--algorithm', 'eddsa'];
  const made = await asJson(machine, asked, PIN);
  expect(made.printed).toMatchObject({ verified: true, credential: { algorithm: -8 } });
  const lacking = await asJson(machine, ['register', '--algorithm', 'Ed448'], PIN);
  expect(lacking.printed.error.code).toBe('algorithm-unsupported');
});

test('a trial makes a credential that shows itself to nobody without a PIN', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register', '--protect', 'required'], PIN);
  expect(made.printed.verified).toBe(true);
  expect(machine.key.credentials.at(-1)?.extras.protection).toBe(3);
});

test('a trial names the account of the sign-in that the key keeps', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register', '--resident', '--user', 'sam@nhs.net'], PIN);
  expect(made.printed.verified).toBe(true);
  const listed = await asJson(machine, ['credentials', 'list'], PIN);
  expect(JSON.stringify(listed.printed)).toContain('sam@nhs.net');
});

test('a trial has secrets made, and checks them', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register', '--prf'], PIN);
  expect(made.printed.checks.at(-1)).toEqual({ check: 'prf', passed: true });
  const { path } = descriptorOf(made.out.trim());
  const signed = await asJson(machine, ['sign', path, '--prf'], PIN);
  expect([signed.exitCode, signed.printed.checks.at(-1)]).toEqual([
    0,
    { check: 'prf', passed: true },
  ]);
  const plain = descriptorOf((await asJson(machine, ['register'], PIN)).out.trim());
  const none = await asJson(machine, ['sign', plain.path, '--prf'], PIN);
  expect([none.exitCode, none.printed.checks.at(-1)]).toEqual([
    11,
    { check: 'prf', passed: false },
  ]);
});

test('a trial makes a place for data, which is then stored, and says where there is none', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register', '--large-blob'], PIN);
  expect(made.printed.checks.at(-1)).toEqual({ check: 'largeBlob', passed: true });
  const idOf = (base64url: string) => Buffer.from(base64url, 'base64url').toString('hex');
  const { path } = descriptorOf('some data');
  const place = idOf(made.printed.credential.id);
  const stored = await asJson(machine, ['blobs', 'set', place, path], PIN);
  expect(stored.printed).toMatchObject({ credentialId: place, bytes: 10 });
  const plain = await asJson(machine, ['register', '--resident'], PIN);
  const placeless = idOf(plain.printed.credential.id);
  const refused = await asJson(machine, ['blobs', 'set', placeless, path], PIN);
  expect([refused.exitCode, refused.printed.error.code]).toEqual([9, 'item-without-place']);
});

test('a key without room for data is told from a sign-in without a place for them', async () => {
  const bare = await stockedKey({ largeBlobBytes: 0, extensions: [] });
  const { exitCode, printed } = await asJson(bare, ['blobs', 'list'], PIN);
  expect([exitCode, printed.error.code]).toEqual([9, 'key-lacks-command']);
  const made = await asJson(bare, ['register', '--large-blob'], PIN);
  expect([made.exitCode, made.printed.error.code]).toEqual([9, 'key-lacks-extension']);
});

test.each([
  ['--user', ''],
  ['--algorithm', 'RS1024'],
  ['--protect', 'much'],
])('a trial does not know %s %s', async (option, value) => {
  const { exitCode } = await wardkey(['register', option, value], await stockedKey());
  expect(exitCode).toBe(2);
});

test('a trial whose key count does not go up fails, and says where', async () => {
  const machine = await stockedKey();
  const made = await asJson(machine, ['register'], PIN);
  const credential = { ...made.printed.credential, signCount: 1_000_000 };
  const { path } = descriptorOf(JSON.stringify({ ...made.printed, credential }));
  const { exitCode, printed } = await asJson(machine, ['sign', path], PIN);
  expect([exitCode, printed.verified]).toEqual([11, false]);
  const failed = printed.checks.filter(({ passed }: { passed: boolean }) => !passed);
  expect(failed).toMatchObject([{ check: 'sign-count' }]);
  const { path: junk } = descriptorOf('{"credential":{"id":"<"}}');
  expect((await asJson(machine, ['sign', junk])).printed.error.code).toBe('file-unreadable');
});

test('a card that cannot send bytes back is asked what it is, and the times are told', async () => {
  const machine = await stockedKey();
  const before = machine.key.commandLog.length;
  const { printed } = await asJson(machine, ['key', 'ping', '--count', '3']);
  expect(printed).toMatchObject({ way: 'getInfo', rounds: 3 });
  const { least, median, most } = printed.milliseconds;
  expect([least, median, most]).toEqual([least, median, most].toSorted((a, b) => a - b));
  // The greeting is one more.
  expect(machine.key.commandLog.slice(before).map(({ command }) => command)).toEqual([4, 4, 4, 4]);
  const { out } = await wardkey(['key', 'ping', '--count', '2'], machine);
  expect(out).toContain('answered 2 of 2 times');
});

test.each(['0', '1001', 'many', '-1', '1.5'])('%s is no number of pings', async (typed) => {
  const { exitCode } = await wardkey(['key', 'ping', '--count', typed], await stockedKey());
  expect(exitCode).toBe(2);
});
