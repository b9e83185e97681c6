import { expect, test, vi } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey, withKey } from './wardkey.ts';

useOwnHome();

const WITH_JSON = COMMANDS.filter(({ output }) => output !== undefined);

/** Words that a command needs behind its name. */
function words(command: (typeof COMMANDS)[number]): readonly string[] {
  return (command.arguments ?? [])
    .filter(({ optional }) => optional !== true)
    .map(({ completes, name }) => {
      if (name === 'LENGTH') return '8';
      return typeof completes === 'object' ? (completes[0] ?? '') : '00';
    });
}

test.each(WITH_JSON.map((command) => [command.words.join(' '), command] as const))(
  'the schema of "%s" is one, and is printed',
  async (name, command) => {
    const { exitCode, out } = await wardkey(['schema', ...command.words]);
    expect(exitCode).toBe(0);
    const schema = JSON.parse(out);
    expect(schema).toEqual(outputSchema(command));
    expect(schema.title).toContain(name);
    expect(violations(schema, { something: 'else' })).not.toEqual([]);
  },
);

/** Those to which nothing attached is an answer like any other. */
const CHECK_UPS: readonly (string | undefined)[] = ['check', 'doctor'];

test.each(
  WITH_JSON.filter(({ exits, words: [name] }) => exits?.includes(3) && !CHECK_UPS.includes(name)),
)('$words without a key: an error that the schema knows, on standard output', async (command) => {
  const args = [...command.words, ...words(command), '--json'];
  const named = command.words[1] === 'rename' ? ['--name', 'x'] : [];
  const isCredential = command.words[0] === 'credentials';
  const file = command.words.join(' ') === 'blobs set' ? ['/dev/null'] : [];
  const typed = file.length > 0 ? [...command.words, '00', ...file, '--json'] : args;
  const { exitCode, out, err } = await wardkey([...typed, ...(isCredential ? named : [])]);
  const printed = JSON.parse(out);
  expect({ exitCode, err }).toEqual({
    exitCode: command.words[0] === 'devices' ? 0 : 3,
    err: '',
  });
  expect(printed.error.code).toBe('device-none');
  expect(violations(outputSchema(command) ?? {}, printed)).toEqual([]);
});

test('what is typed wrongly is an error in JSON too', async () => {
  const { exitCode, out, err } = await wardkey(['pin', 'set', '--json', '--nonsense']);
  expect({ exitCode, err }).toEqual({ exitCode: 2, err: '' });
  expect(JSON.parse(out).error).toMatchObject({ code: 'usage', facts: { option: '--nonsense' } });
});

test('devices, key info and settings are as their schemas say', async () => {
  for (const typed of [
    ['devices'],
    ['key', 'info'],
    ['config', 'show'],
    ['touch'],
    ['explain', '0x31'],
  ]) {
    const { out } = await wardkey([...typed, '--json'], withKey());
    const definition = COMMANDS.find((command) =>
      typed.join(' ').startsWith(command.words.join(' ')),
    );
    expect(violations(definition ? (outputSchema(definition) ?? {}) : {}, JSON.parse(out))).toEqual(
      [],
    );
  }
});

test('several keys are no guess: the choices are named, in words and in JSON', async () => {
  const { transports, transport } = withKey('First Key');
  const other = withKey('Second Key');
  transport.insert(other.key, { name: 'Second Key' });
  const told = await wardkey(['config', 'show'], { transports });
  expect(told.exitCode).toBe(2);
  expect(told.err).toContain('--device');
  expect(told.err).toContain('First Key');
  expect(told.err).toContain('Second Key');
  const { out } = await wardkey(['config', 'show', '--json'], { transports });
  const printed = JSON.parse(out);
  expect(printed.error.choices.map(({ name }: { name: string }) => name)).toEqual([
    'First Key',
    'Second Key',
  ]);
  const command = COMMANDS.find(({ words: typed }) => typed.join(' ') === 'config show');
  expect(violations(command ? (outputSchema(command) ?? {}) : {}, printed)).toEqual([]);
  expect((await wardkey(['config', 'show', '--device', 'second'], { transports })).exitCode).toBe(
    0,
  );
});

test('the key that is touched is named among several, and the others go dark', async () => {
  const { transports, transport, key } = withKey('First Key');
  const other = withKey('Second Key');
  transport.insert(other.key, { name: 'Second Key' });
  key.presence.mode = 'wait';
  other.key.presence.mode = 'wait';
  const touching = wardkey(['touch'], { transports });
  await vi.waitFor(() =>
    expect([key.presence.awaited, other.key.presence.awaited]).toEqual([true, true]),
  );
  other.key.presence.touch();
  expect(await touching).toMatchObject({ exitCode: 0, out: 'You touched: Second Key\n' });
  await vi.waitFor(() => expect(key.presence.awaited).toBe(false));
});
