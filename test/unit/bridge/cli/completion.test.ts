import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
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

const OFFERED_ZSH = fileURLToPath(new URL('offered.zsh', import.meta.url));

/** A file with the script of a shell. */
async function scriptFor(shell: string): Promise<string> {
  const { out } = await wardkey(['completion', shell]);
  const folder = mkdtempSync(join(tmpdir(), 'wardkey-completion-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, `wardkey.${shell}`);
  writeFileSync(file, out);
  return file;
}

/** What a shell offers behind each line, without what it says of it. */
const OFFERING = {
  zsh: async (lines: readonly string[]) => {
    const input = lines.map((line) => `wardkey ${line}\n`).join('');
    const args = ['-f', OFFERED_ZSH, await scriptFor('zsh')];
    const printed = execFileSync('zsh', args, { encoding: 'utf8', cwd: '/', input });
    return printed
      .trimEnd()
      .split('\n')
      .concat(Array(lines.length).fill(''))
      .slice(0, lines.length);
  },
  fish: async (lines: readonly string[]) => {
    const script = await scriptFor('fish');
    const asked = lines.map((line) => `echo (complete -C 'wardkey ${line}' | cut -f1)`);
    const code = [`source ${script}`, ...asked];
    const args = ['--no-config', '-c', code.join('\n')];
    const printed = execFileSync('fish', args, { encoding: 'utf8', cwd: '/' });
    return printed.split('\n').slice(0, lines.length);
  },
} as const;

const words = (line: string): readonly string[] => line.split(' ').filter(Boolean).sort();

test.each(['zsh', 'fish'] as const)('a real %s offers what bash does', async (shell) => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    cre: ['credentials'],
    'credentials ': ['delete', 'list', 'rename'],
    'credentials de': ['delete'],
    'key ': ['info', 'ping'],
    'key pin ch': ['change'],
    'key ping --': ['--bytes', '--count', '--device', '--help', '--json'],
    'pin set --': ['--device', '--help', '--json', '--pin-fd'],
    'register --user-verification r': ['required'],
    'config always-uv o': ['off', 'on'],
    'completion ': ['bash', 'fish', 'zsh'],
    'pin set --device ': [],
  };
  const lines = Object.keys(expected);
  const offered = await OFFERING[shell](lines);
  const found = Object.fromEntries(lines.map((line, at) => [line, words(offered[at] ?? '')]));
  expect(found).toEqual(expected);
  const [files = ''] = await OFFERING[shell](['sign /et']);
  expect(words(files).map((word) => word.replaceAll('/', ''))).toEqual(['etc']);
});

test.each(['zsh', 'fish'] as const)(
  'a real %s offers every word of every command',
  async (shell) => {
    const wanted = new Map<string, Set<string>>();
    for (const { words: name } of COMMANDS) {
      for (const [at, word] of name.entries()) {
        const line = [...name.slice(0, at), word.slice(0, 2)].join(' ');
        wanted.set(line, (wanted.get(line) ?? new Set()).add(word));
      }
    }
    const lines = [...wanted.keys()];
    const offered = await OFFERING[shell](lines);
    for (const [at, line] of lines.entries()) {
      const all = [...(wanted.get(line) ?? [])];
      expect(words(offered[at] ?? ''), line).toEqual(expect.arrayContaining(all));
    }
  },
);

test.each(['bash', 'zsh', 'fish'])('%s takes its script', async (shell) => {
  const { exitCode, out } = await wardkey(['completion', shell]);
  expect(exitCode).toBe(0);
  for (const { words } of COMMANDS) expect(out).toContain(words.at(-1));
  const { status, stderr } = spawnSync(shell, ['-n', await scriptFor(shell)], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a shell that is not known is named', async () => {
  const { exitCode, err } = await wardkey(['completion', 'tcsh']);
  expect(exitCode).toBe(2);
  expect(err).toContain('tcsh');
});
