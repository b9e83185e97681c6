import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { COMMANDS } from '../../bridge/cli/definitions/table.ts';
import { stageMachine } from '../hid/stage.ts';
import { startTyped, typed } from '../hid/wardkey-process.ts';
import { buildShim } from '../virtual/hid-device/shim.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

// Commands as processes of the built program, over the real HID library, one after another.

const PIN = '2468';
const NEW_PIN = '13579';
/** Examples of help about keys; those about cards and check-ups need other things than a key. */
const KEY_WORDS = ['devices', 'key', 'credentials'];

beforeAll(buildShim);

it('manages a key and signs in with it', async () => {
  const machine = await stageMachine();
  const key = new VirtualKey({ pin: PIN, builtInVerification: { enrolled: false } });
  await machine.plug(key, { name: 'Ward key', serial: '0042' });
  const run = (line: string, input?: string) => typed(machine, line, input);

  expect(await run('wardkey devices')).toContain('Ward key');
  const ping = 'wardkey key ping --device 0042 --count 5 --bytes 7609 --json';
  expect(JSON.parse(await run(ping))).toMatchObject({ way: 'ping', rounds: 5, bytes: 7609 });
  const signIn = 'wardkey register --resident --pin-fd 0 --json';
  expect(JSON.parse(await run(signIn, `${PIN}\n`)).verified).toBe(true);
  expect(JSON.parse(await run('wardkey sign --pin-fd 0 --json', `${PIN}\n`)).verified).toBe(true);
  await run('wardkey pin change --pin-fd 0', `${PIN}\n${NEW_PIN}\n`);
  const listed = JSON.parse(
    await run('wardkey credentials list --pin-fd 0 --json', `${NEW_PIN}\n`),
  );
  expect(listed.credentials).toHaveLength(1);
  await run('wardkey fingerprints add --name Thumb --pin-fd 0', `${NEW_PIN}\n`);
  await run('wardkey config always-uv on --pin-fd 0', `${NEW_PIN}\n`);
  const settings = JSON.parse(await run('wardkey config show --json'));
  expect(settings.config.alwaysUv).toBe(true);
  expect(await run('wardkey touch')).toContain('Ward key');
  expect(key.pinTriesLeft).toBe(8);
});

it('prints what jq reads, in each example of help that says so', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey({ pin: PIN }), { name: 'Ward key' });
  await typed(machine, 'wardkey register --resident --pin-fd 0', `${PIN}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'wardkey-jq-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'pin.txt'), `${PIN}\n`);
  const examples = COMMANDS.filter(({ words: [first = ''] }) => KEY_WORDS.includes(first))
    .flatMap((command) => command.examples.map((example) => example.typed))
    .filter((line) => line.includes('| jq'));
  expect(examples).toHaveLength(4);
  for (const line of examples) {
    const out = await typed(machine, `set -o pipefail; cd '${folder}'; ${line}`);
    expect(['', 'null']).not.toContain(out.trim());
  }
  // A failure is JSON too, and jq reads its code.
  const failed = startTyped(machine, "wardkey key info --device none --json | jq -r '.error.code'");
  expect((await failed.end()).out).toBe('device-unknown\n');
});
