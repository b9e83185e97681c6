import { expect, test } from 'vitest';
import { readInput } from '../../../../bridge/cli/command-input.ts';
import type { CommandDefinition } from '../../../../bridge/cli/definition.ts';

const COMMAND: CommandDefinition = {
  words: ['pin', 'set'],
  says: 'help.pinSet',
  arguments: [
    { name: 'FIRST', completes: 'none', says: 'help.argumentCode' },
    { name: 'FILE', completes: 'files', optional: true, says: 'help.argumentCode' },
  ],
  options: [
    { name: 'device', value: 'DEVICE', says: 'help.optionDevice' },
    { name: 'rp-id', value: 'DOMAIN', repeats: true, says: 'help.optionRpId' },
    { name: 'yes', says: 'help.optionYes' },
  ],
  examples: [],
  output: {},
  load: () => Promise.reject(new Error('not run here')),
};

test('options and words are read, in any order', () => {
  const input = readInput(
    ['--rp-id', 'a', 'one', '--device=-x', '--json', '--rp-id', 'b', '--', '--two'],
    COMMAND,
  );
  expect(input.words).toEqual(['one', '--two']);
  expect([input.word(), input.word(1), input.word(2)]).toEqual(['one', '--two', '']);
  expect(input.text('device')).toBe('-x');
  expect(input.texts('rp-id')).toEqual(['a', 'b']);
  expect([input.flag('json'), input.flag('yes')]).toEqual([true, false]);
});

test.each([
  [['x', '--jsn'], { option: '--jsn' }],
  [['x', 'y', 'more'], { argument: 'more' }],
  [['x', '--json=yes'], { argument: '--json=yes' }],
  [['x', '--device'], { wantsValue: '--device' }],
  [['x', '--device', '--json'], { wantsValue: '--device' }],
  [['x', '-x'], { option: '-x' }],
])('%j names what is not understood', (args, facts) => {
  expect(() => readInput(args, COMMAND)).toThrow(expect.objectContaining({ code: 'usage', facts }));
});

const WITH_PIN: CommandDefinition = {
  ...COMMAND,
  options: [{ name: 'pin-fd', value: 'NUMBER', says: 'help.optionPinFd' }],
};

test.each([
  [['x', '--pin', '1234']],
  [['x', '--pin=1234']],
  [['x', '--new-pin', '1234']],
  [['x', '--PUK', '12345678']],
  [['x', '-P', '1234']],
  [['x', 'y', '1234']],
  [['x', 'y', '12345678']],
  [['x', 'y', 'z', '1234']],
  [['x', '-P1234']],
  [['x', '--passcode', '1234']],
  [['x', '--pin-code=1234']],
  [['x', '--newpin', '1234']],
])('%j may hold a PIN, and none of it is told back', (args) => {
  expect(() => readInput(args, WITH_PIN)).toThrow(
    expect.objectContaining({ code: 'pin-in-command', facts: {} }),
  );
});

test('what can be no PIN is told, and what a PIN may be where none is asked for', () => {
  for (const [args, definition, facts] of [
    [['x', 'y', 'hunter22'], WITH_PIN, {}],
    [['x', 'y', 'hunter22'], COMMAND, { argument: 'hunter22' }],
    [['x', '--pin-df', '3'], WITH_PIN, { option: '--pin-df' }],
    [['x', '--prin=1234'], WITH_PIN, { option: '--prin' }],
    [['x', 'y', '1234'], COMMAND, { argument: '1234' }],
    [['x', '--pin', '1234'], COMMAND, { option: '--pin' }],
  ] as const) {
    expect(() => readInput(args, definition)).toThrow(
      expect.objectContaining({ code: 'usage', facts }),
    );
  }
});

test('an argument that is missing is named', () => {
  expect(() => readInput(['--json'], COMMAND)).toThrow(
    expect.objectContaining({ code: 'usage', facts: { missing: 'FIRST' } }),
  );
});
