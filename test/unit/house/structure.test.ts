import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectFiles, ROOT } from './source-files.ts';

/** The top level, as the README describes it; dot files aside. */
const TOP_LEVEL = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'bridge',
  'extension',
  'manifest.json',
  'package-lock.json',
  'package.json',
  'shared',
  'test',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];

const files = projectFiles();

describe('the house', () => {
  it('has nothing more and nothing less at its top level', () => {
    const top = new Set(files.map((path) => path.split('/')[0] ?? ''));
    expect([...top].filter((name) => !name.startsWith('.')).sort()).toEqual(TOP_LEVEL);
  });

  it('keeps every source file short', () => {
    const long = files
      .filter((path) => /\.(ts|mjs|c|css)$/.test(path))
      .map((path) => ({ path, lines: readFileSync(`${ROOT}/${path}`, 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('names no download address in the lock file', () => {
    const lock = readFileSync(`${ROOT}/package-lock.json`, 'utf8');
    expect(lock).not.toContain('"resolved"');
  });

  it('names every folder of test/ in the README, and no other', () => {
    const readme = readFileSync(`${ROOT}/README.md`, 'utf8');
    const row = readme.split('\n').find((line) => line.startsWith('| `test/` |')) ?? '';
    const named = [...row.matchAll(/`([a-z0-9]+)`/g)].map(([, name]) => name);
    const folders = files.map((path) => /^test\/([^/]+)\//.exec(path)?.[1]).filter(Boolean);
    expect(named.sort()).toEqual([...new Set(folders)].sort());
  });

  it('has a one-page README that names what people run', () => {
    const readme = readFileSync(`${ROOT}/README.md`, 'utf8');
    expect(readme).toContain('npm start');
    expect(readme).toContain('npm test');
  });
});
