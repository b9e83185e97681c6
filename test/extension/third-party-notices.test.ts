import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NOTICES_FILE } from '../../extension/ui/notices-file.ts';
import { buildTargets, TARGETS, type Target } from '../run/build.ts';

// Whose work is handed on with the product is told with it, together with their licences.

const ROOT = join(import.meta.dirname, '../..');

/** Packages that the sources name, without those of which they want a type alone or that only build. */
function namedIn(folders: string): ReadonlySet<string> {
  const sources = globSync(`${folders}/**/*.{ts,scss}`, {
    cwd: ROOT,
    exclude: (path) => /(^|[/])build$/.test(path),
  });
  const named = sources.flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const imports = text.matchAll(
      /^(?:import|export)(?! type)[^;]*?from '([^.'][^']*)'|@use "pkg:([^"]+)"|import\('([^.'][^']*)'\)/gm,
    );
    return Array.from(imports, ([, first, style, late]) => first ?? style ?? late ?? '');
  });
  const packages = named
    .filter((name) => !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
  return new Set(packages);
}

/** The names that stand above the licences, each with its licence. */
function noticesOf(target: Target): ReadonlyMap<string, string> {
  const text = readFileSync(join(ROOT, TARGETS[target], NOTICES_FILE), 'utf8');
  const parts = text.split(`\n\n${'-'.repeat(72)}\n\n`);
  return new Map(
    parts.map((part) => [part.split('\n', 1)[0] ?? '', part.split('\n').slice(1).join('\n')]),
  );
}

test.each([
  ['full', '{extension,shared}'],
  ['guide', '{extension,shared}'],
  ['firefox', '{extension,shared}'],
  ['bridge', '{bridge,shared}'],
] as const)('%s tells of every package that is in it, and its licence', (target, folders) => {
  buildTargets([target]);
  const notices = noticesOf(target);
  const wanted = namedIn(folders);
  expect([...wanted]).toContain('valibot');
  for (const name of wanted) {
    const licence = notices.get(name) ?? '';
    expect(licence, name).toMatch(/Copyright|LICENSE/i);
    expect(licence.length, name).toBeGreaterThan(400);
  }
});

test('the extension tells of those that its style sheets are made with', () => {
  expect([...noticesOf('full').keys()].sort()).toEqual([
    '@simplewebauthn/browser',
    'nhsuk-frontend',
    'valibot',
    'webextension-polyfill',
  ]);
});
