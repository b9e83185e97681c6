import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { COMPONENTS } from './components.mjs';

/** @typedef {keyof typeof COMPONENTS} Component */

/**
 * What is asked of the machine and done to it.
 * @typedef {object} Machine
 * @property {(path: string) => boolean} has whether a file is there
 * @property {() => readonly string[] | null} asRoot the words before a command that make it run as
 *   root; null when this person cannot
 * @property {(command: string, args: readonly string[]) => boolean} run runs a command, with its
 *   output shown; tells whether it ended well
 * @property {(line: string) => void} say
 */

const APT_GET = '/usr/bin/apt-get';

/**
 * Brings components to the machine where it lets this person, and sees that they are there then.
 * @param {readonly Component[]} names
 * @param {Machine} machine
 * @throws {Error} a sentence that says what is missing
 */
export function installDebianPackages(names, machine) {
  const missing = missingOf(names, machine);
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => COMPONENTS[name].packages);
  const what = titlesOf(missing);
  const root = machine.asRoot();
  if (root === null || !machine.has(APT_GET)) {
    throw new Error(
      `this needs ${what}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
    );
  }
  machine.say(`wardkey: installing ${what} ...`);
  const [command = '', ...apt] = [
    ...root,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    '-o',
    'Dpkg::Use-Pty=0',
  ];
  machine.run(command, [...apt, 'update']);
  if (!machine.run(command, [...apt, 'install', '--yes', '--no-install-recommends', ...packages])) {
    throw new Error(`the system could not install ${packages.join(' ')}; its message is above.`);
  }
  const still = missingOf(missing, machine);
  if (still.length > 0) {
    const files = still
      .flatMap((name) => COMPONENTS[name].files)
      .filter((file) => !machine.has(file));
    throw new Error(`${titlesOf(still)} was installed, but not as ${files.join(', ')}.`);
  }
}

/**
 * @param {readonly Component[]} names
 * @param {Pick<Machine, 'has'>} machine
 */
function missingOf(names, machine) {
  return names.filter((name) => COMPONENTS[name].files.some((file) => !machine.has(file)));
}

/** @param {readonly Component[]} names */
function titlesOf(names) {
  return names.map((name) => COMPONENTS[name].title).join('; ');
}

/**
 * This machine.
 * @param {Pick<Machine, 'run' | 'say'>} means
 * @returns {Machine}
 */
export function thisMachine({ run, say }) {
  return {
    has: existsSync,
    asRoot: () => {
      if (process.getuid?.() === 0) return [];
      const mayBecomeRoot = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
      return mayBecomeRoot ? ['sudo', '-n'] : null;
    },
    run,
    say,
  };
}
