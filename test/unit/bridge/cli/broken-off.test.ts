import { expect, test } from 'vitest';
import { descriptorOf, PIN, stockedKey } from './stocked-key.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

/** What is typed, with `CREDENTIAL`, `FINGER` and `FILE` to be filled in; and the lines with PINs. */
const COMMANDS: readonly (readonly [typed: string, ...lines: readonly string[]])[] = [
  ['key info'],
  ['touch'],
  ['pin change', PIN, '87654'],
  ['credentials list', PIN],
  ['credentials rename CREDENTIAL --name x', PIN],
  ['credentials delete CREDENTIAL --yes', PIN],
  ['fingerprints list', PIN],
  ['fingerprints add', PIN],
  ['config always-uv on', PIN],
  ['config min-pin-length 6', PIN],
  ['config force-pin-change', PIN],
  ['config enterprise-attestation --yes', PIN],
  ['config long-touch --yes', PIN],
  ['blobs list', PIN],
  ['blobs set CREDENTIAL FILE', PIN],
  ['register', PIN],
  ['sign', PIN],
];

type Machine = Awaited<ReturnType<typeof stockedKey>>;

function run(machine: Machine, typed: string, lines: readonly string[]) {
  const { fd, path } = descriptorOf(...lines);
  const args = typed.replace('CREDENTIAL', machine.credentialId).replace('FILE', path).split(' ');
  return wardkey([...args, ...(lines.length === 0 ? [] : ['--pin-fd', fd]), '--json'], machine);
}

/** How many messages a command sends. */
async function messagesOf(typed: string, lines: readonly string[]): Promise<number> {
  const machine = await stockedKey();
  const before = machine.key.commandLog.length;
  expect((await run(machine, typed, lines)).exitCode).toBe(0);
  return machine.key.commandLog.length - before;
}

test.each(COMMANDS)('"%s": the key is pulled at each message', async (typed, ...lines) => {
  const messages = await messagesOf(typed, lines);
  expect(messages).toBeGreaterThan(0);
  for (let at = 0; at < messages; at += 1) {
    const machine = await stockedKey();
    let seen = 0;
    machine.transport.onExchange(({ key }) => {
      if (seen === at) machine.transport.remove(key);
      seen += 1;
    });
    const { exitCode, out, err } = await run(machine, typed, lines);
    const { code } = JSON.parse(out).error;
    // Pulled at the first look, it was never there.
    expect([typed, at, exitCode, code]).toEqual(
      at === 0 ? [typed, at, 3, 'device-none'] : [typed, at, 4, 'device-removed'],
    );
    expect(err).not.toContain('PIN is wrong');
  }
});

test.each(COMMANDS)('"%s": Ctrl-C at each message', async (typed, ...lines) => {
  const messages = await messagesOf(typed, lines);
  for (let at = 0; at < messages; at += 1) {
    const machine = await stockedKey();
    let seen = 0;
    machine.transport.onExchange(() => {
      if (seen === at) process.emit('SIGINT');
      seen += 1;
    });
    const { exitCode, out } = await run(machine, typed, lines);
    // What the key has done by then is done, and said so.
    expect([typed, at, exitCode === 130 || at === messages - 1]).toEqual([typed, at, true]);
    if (exitCode === 130) expect(out).toBe('');
    expect(machine.key.presence.awaited).toBe(false);
  }
});

test.each([['touch'], ['register', PIN], ['fingerprints add', PIN]])(
  '"%s": Ctrl-C while the key waits makes it stop',
  async (typed, ...lines) => {
    const machine = await stockedKey();
    machine.key.presence.mode = 'wait';
    const stop = machine.key.presence.onAwaited(() => setImmediate(() => process.emit('SIGINT')));
    const { exitCode, out } = await run(machine, typed, lines);
    stop();
    expect({ exitCode, out }).toEqual({ exitCode: 130, out: '' });
    expect(machine.key.presence.awaited).toBe(false);
  },
);
