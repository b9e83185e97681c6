// Sets the machine up, then runs a program of the project on the Node that the project brings:
//   node test/setup/with-setup.mjs [COMPONENT,...] -- PROGRAM [ARG...]
// Plain JavaScript without packages: on a fresh machine this runs before anything is installed,
// on whatever Node the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPONENTS } from './components.mjs';
import { installDebianPackages, thisMachine } from './debian-packages.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = join(ROOT, 'node_modules', '.wardkey-installed');
const BIN = join(ROOT, 'node_modules', '.bin');

/** Node says on every start that stripping types is new; people need not read that. */
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning'];

/** @typedef {import('./debian-packages.mjs').Component} Component */

/**
 * Progress goes to stderr: stdout belongs to the program, which may print JSON.
 * @param {string} line
 */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @param {string} line
 * @returns {never}
 */
function fail(line) {
  say(`wardkey: ${line}`);
  process.exit(1);
}

/**
 * Runs a command with its output on stderr.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns whether it ended well
 */
function run(command, args, env = process.env) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    env,
    shell,
    stdio: ['ignore', 2, 2],
  });
  if (error) return false;
  return status === 0;
}

function installNpmPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  say('wardkey: installing npm packages ...');
  // The browsers are the machine's own: puppeteer must not fetch one.
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' };
  if (!run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], env)) {
    fail('npm could not install the packages; its message is above.');
  }
  writeFileSync(STAMP, wanted);
}

/**
 * @param {string} name
 * @returns {name is Component}
 */
function isComponent(name) {
  return Object.hasOwn(COMPONENTS, name);
}

const split = process.argv.indexOf('--');
const names = (split === 2 ? '' : (process.argv[2] ?? '')).split(',').filter((name) => name !== '');
const components = names.filter(isComponent);
const [program, ...args] = process.argv.slice(split + 1);
if (split < 0 || program === undefined || components.length < names.length) {
  fail('usage: with-setup.mjs [COMPONENT,...] -- PROGRAM [ARG...]');
}

/**
 * Makes ready what no package does. The programs for it say themselves what is missing.
 * @param {readonly Component[]} names
 */
function prepare(names) {
  for (const component of names.map((name) => COMPONENTS[name])) {
    if (!('prepare' in component)) continue;
    const program = join(ROOT, component.prepare);
    if (!run(join(BIN, 'node'), [...NODE_OPTIONS, program])) process.exit(1);
  }
}

installNpmPackages();
try {
  installDebianPackages(components, thisMachine({ run, say }));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
prepare(components);

const child = spawn(join(BIN, 'node'), [...NODE_OPTIONS, join(ROOT, program), ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PATH: [BIN, process.env['PATH']].join(delimiter) },
});
// The program decides when it has tidied up; this process only waits for it.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => fail(error.message));
// A program that a signal ended has no code of its own; shells then add the signal's number to 128.
child.on('exit', (code, signal) =>
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
);
