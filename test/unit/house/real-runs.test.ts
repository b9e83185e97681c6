import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultNamed } from '../../faults/fault-named.ts';
import { FAULTS } from '../../faults/faults.ts';
import { REAL_RUNS } from '../../faults/real-runs.ts';
import { projectFiles, ROOT } from './source-files.ts';

/** By which a test takes what it expects from the laboratory's fault of that name. */
const TAKEN = /faultNamed\(\s*'([^']+)',?\s*\)/g;

it('has each fault that is said to be made for real in the test that is said to make it', () => {
  const tests = projectFiles().filter((path) => path.endsWith('.test.ts'));
  const made = tests.flatMap((path) => {
    const text = readFileSync(`${ROOT}/${path}`, 'utf8');
    const names = Array.from(text.matchAll(TAKEN), ([, name]) => name);
    return names.length === 0 ? [] : [[path, names.toSorted()] as const];
  });
  const said = Object.entries(REAL_RUNS).map(([path, names]) => [path, names.toSorted()] as const);
  expect(Object.fromEntries(made)).toEqual(Object.fromEntries(said));
});

it('makes at least 30 single faults for real', () => {
  const names = new Set(Object.values(REAL_RUNS).flat());
  expect([...names].map((name) => faultNamed(name).name)).toEqual([...names]);
  expect(names.size).toBeGreaterThanOrEqual(30);
});

it('gives no two faults one name', () => {
  const names = FAULTS.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
