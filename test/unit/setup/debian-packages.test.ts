import { describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../setup/components.mjs';
import {
  type Component,
  installDebianPackages,
  type Machine,
} from '../../setup/debian-packages.mjs';

const names = Object.keys(COMPONENTS) as Component[];
const everyFile = names.flatMap((name) =>
  COMPONENTS[name].files.map((file) => [name, file] as const),
);

/** A machine that lacks one file, and what was run on it. */
function lacking(file: string, parts: Partial<Machine> = {}) {
  const ran: string[] = [];
  const machine: Machine = {
    has: (path) => path !== file,
    asRoot: () => [],
    run: (command, args) => {
      ran.push([command, ...args].join(' '));
      return true;
    },
    say: () => {},
    ...parts,
  };
  return { machine, ran };
}

test('where everything is there, nothing is run', () => {
  const { machine, ran } = lacking('');
  installDebianPackages(names, machine);
  expect(ran).toEqual([]);
});

describe.each(everyFile)('without %s: %s', (name, file) => {
  const { packages } = COMPONENTS[name];

  test('a person who cannot become root is told what to install, and it ends', () => {
    const { machine, ran } = lacking(file, { asRoot: () => null });
    expect(() => installDebianPackages(names, machine)).toThrow(packages.join(' '));
    expect(ran).toEqual([]);
  });

  test('it is installed, and then it must be there', () => {
    let isThere = false;
    const { machine, ran } = lacking(file, {
      has: (path) => isThere || path !== file,
      run: (command, args) => {
        isThere = args.includes('install');
        ran.push([command, ...args].join(' '));
        return true;
      },
    });
    installDebianPackages(names, machine);
    expect(ran.at(-1)).toContain(packages.join(' '));
    const other = lacking(file);
    expect(() => installDebianPackages(names, other.machine)).toThrow(file);
  });

  test('a failed installation ends it', () => {
    const { machine } = lacking(file, { run: () => false });
    expect(() => installDebianPackages(names, machine)).toThrow('could not install');
  });
});

test('on a system without apt-get a person is told what is needed', () => {
  const { machine } = lacking('', { has: () => false });
  expect(() => installDebianPackages(['browser'], machine)).toThrow(
    'this needs the Chromium browser',
  );
});
