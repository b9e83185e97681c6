import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

/** What a real bash offers behind what was typed. */
async function offered(...typed: readonly string[]): Promise<readonly string[]> {
  const { out } = await wardkey(['completion', 'bash']);
  const words = typed.map((word) => `'${word}'`).join(' ');
  const asked = [
    out,
    `COMP_WORDS=(wardkey ${words}); COMP_CWORD=${typed.length}`,
    `_wardkey; for word in "\${COMPREPLY[@]}"; do echo "$word"; done`,
  ].join('\n');
  const printed = execFileSync('bash', ['--norc', '-c', asked], { encoding: 'utf8', cwd: '/' });
  return printed.split('\n').filter((word) => word !== '');
}

test('bash offers the words of the commands, step by step', async () => {
  expect(await offered('cre')).toEqual(['credentials']);
  expect(await offered('credentials', '')).toEqual(['list', 'rename', 'delete']);
  expect(await offered('credentials', 'de')).toEqual(['delete']);
  expect(await offered('key', '')).toEqual(['info', 'ping']);
  expect(await offered('key', 'pin', 'ch')).toEqual(['change']);
  expect(await offered('--v')).toEqual(['--version']);
});

test('bash offers options, what they take, and files', async () => {
  expect(await offered('pin', 'set', '--')).toEqual(['--device', '--pin-fd', '--json', '--help']);
  expect(await offered('register', '--user-verification', 'r')).toEqual(['required']);
  expect(await offered('config', 'always-uv', 'o')).toEqual(['on', 'off']);
  expect(await offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  expect(await offered('sign', '/et')).toContain('/etc');
  expect(await offered('pin', 'set', '--device', '')).toEqual([]);
});

test('every word of every command is offered', async () => {
  for (const { words } of COMMANDS) {
    for (const [at, word] of words.entries()) {
      expect(await offered(...words.slice(0, at), word.slice(0, 2))).toContain(word);
    }
  }
});

test.each(['bash', 'zsh', 'fish'])('%s takes its script, where it is installed', async (shell) => {
  const { exitCode, out } = await wardkey(['completion', shell]);
  expect(exitCode).toBe(0);
  for (const { words } of COMMANDS) expect(out).toContain(words.at(-1));
  const { error, status, stderr } = spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' });
  if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a shell that is not known is named', async () => {
  const { exitCode, err } = await wardkey(['completion', 'tcsh']);
  expect(exitCode).toBe(2);
  expect(err).toContain('tcsh');
});
