import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcherText, NODE_OPTIONS } from '../../../../bridge/install/launcher.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wardkey-launcher-'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Runs a launcher whose "Node.js" is a shell program that prints what it was given. */
function launch(folder: string, args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  mkdirSync(folder);
  const node = join(folder, 'node');
  writeFileSync(node, '#!/bin/sh\nfor word in "$@"; do echo "$word"; done\nexport -p\n');
  chmodSync(node, 0o755);
  const launcher = join(root, 'wardkey');
  writeFileSync(launcher, launcherText(folder));
  chmodSync(launcher, 0o755);
  return execFileSync(launcher, args, { encoding: 'utf8', env }).split('\n');
}

test('it starts its own Node.js with its own bundle and hands the arguments on as they are', () => {
  const folder = join(root, 'program');
  const given = ['chrome-extension://abc/', '--parent-window=0', 'a "b" $c'];
  const started = [...NODE_OPTIONS, join(folder, 'wardkey.mjs'), ...given];
  expect(launch(folder, given, {}).slice(0, started.length)).toEqual(started);
});

test('a folder of any name is started', () => {
  const folder = join(root, `o'clock $(touch x) "y" \`z\``);
  expect(launch(folder, [], {})).toContain(join(folder, 'wardkey.mjs'));
});

test('what would bring other code into Node.js is cleared, and the rest is handed on', () => {
  const env = {
    NODE_OPTIONS: '--require /tmp/other.cjs',
    NODE_PATH: '/tmp/other',
    NODE_COMPILE_CACHE: '/tmp/other',
    NODE_EXTRA_CA_CERTS: '/tmp/other.pem',
    OPENSSL_CONF: '/tmp/other.cnf',
    PCSCLITE_CSOCK_NAME: '/run/other.sock',
    UV_THREADPOOL_SIZE: '1',
  };
  const folder = join(root, 'program');
  const seen = launch(folder, [], env).filter((line) => line.startsWith('export '));
  const names = seen.map((line) => line.slice('export '.length).split('=')[0]);
  expect(names).toContain('PCSCLITE_CSOCK_NAME');
  expect(names.filter((name) => /^NODE_|^OPENSSL/.test(name ?? ''))).toEqual([
    'NODE_COMPILE_CACHE',
  ]);
  expect(seen.find((line) => line.includes('NODE_COMPILE_CACHE'))).toContain(folder);
  // One thread would be the reader monitor's for good, and no card would ever be heard.
  expect(seen.find((line) => line.includes('UV_THREADPOOL_SIZE'))).toMatch(/'?12'?$/);
});

/** What changes how Node.js speaks to a person, who is not there. */
const HARMLESS = [
  'NODE_DISABLE_COLORS',
  'NODE_NO_WARNINGS',
  'NODE_PENDING_PIPE_INSTANCES',
  'NODE_REPL_HISTORY',
];

test('of all the variables that Node.js itself names, only harmless ones get through', () => {
  const help = execFileSync(process.execPath, ['--help'], { encoding: 'utf8' });
  const named = [...help.matchAll(/^(NODE_[A-Z0-9_]+)/gm)].map(([, name = '']) => name);
  expect(named).toContain('NODE_REDIRECT_WARNINGS');
  // These its help leaves out.
  const unnamed = ['NODE_USE_ENV_PROXY', 'NODE_USE_SYSTEM_CA', 'SSL_CERT_FILE', 'OPENSSL_MODULES'];
  const env = Object.fromEntries([...named, ...unnamed].map((name) => [name, '1']));
  const through = launch(join(root, 'program'), [], env)
    .map((line) => /^export ((?:NODE|SSL|OPENSSL)_\w+)/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  expect(through.sort()).toEqual([...HARMLESS, 'NODE_COMPILE_CACHE'].sort());
});
