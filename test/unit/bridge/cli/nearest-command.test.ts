import { expect, test } from 'vitest';
import { nearestCommand } from '../../../../bridge/cli/nearest-command.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

test.each([
  [['chekc'], 'check'],
  [['key', 'pin', 'sett'], 'pin set'],
  [['credential', 'list'], 'credentials list'],
  [['explian', '0x31'], 'explain'],
  [['nothing'], undefined],
  [['xx'], undefined],
  [[], undefined],
])('%j is near %s', (args, name) => {
  expect(nearestCommand(args)).toBe(name);
});

test.each([
  [['chekc'], 'does not know the command "chekc". Did you mean "check"?'],
  [['check', '--browser'], '"--browser" needs a value behind it.'],
  [['check', '--brwser', 'x'], 'does not know the option "--brwser".'],
  [['completion', 'tcsh'], '"tcsh" cannot be used here. It can be: bash, zsh, fish.'],
  [['key', 'ping', '--count', '5000'], '"5000" cannot be used here. It can be: 1–1000.'],
])('%j is told what is wrong with it', async (args, says) => {
  const { exitCode, err } = await wardkey(args);
  expect(exitCode).toBe(2);
  expect(err).toContain(says);
});
