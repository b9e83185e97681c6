import { expect, test } from 'vitest';
import { readOptions } from '../../../../bridge/cli/options.ts';

const OPTIONS = { json: { type: 'boolean' }, device: { type: 'string' } } as const;

test('known options are read', () => {
  expect({ ...readOptions(['--json', '--device', 'a'], OPTIONS) }).toEqual({
    json: true,
    device: 'a',
  });
  expect({ ...readOptions(['--device=-x'], OPTIONS) }).toEqual({ device: '-x' });
});

test.each([
  [['--jsn'], '--jsn'],
  [['--json', 'more'], 'more'],
  [['--json=yes'], '--json=yes'],
  [['--json', '--device'], '--device'],
  [['-x'], '-x'],
])('%j names what is not understood', (args, argument) => {
  expect(() => readOptions(args, OPTIONS)).toThrow(
    expect.objectContaining({ code: 'usage', facts: { argument } }),
  );
});
