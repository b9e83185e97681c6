import { posix } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import type { ImportFound } from './source-files.ts';

/** The parts of the product, lowest layer first within the bridge. */
const BRIDGE_LAYERS: readonly (readonly string[])[] = [
  ['bridge/transport'],
  ['bridge/ctap'],
  ['bridge/webauthn', 'bridge/smartcard', 'bridge/diagnosis', 'bridge/install'],
  ['bridge/cli', 'bridge/host'],
];

/** Files that put the parts together: they alone may reach everything in the bridge. */
const COMPOSITION_ROOT = [
  'bridge/main.ts',
  'bridge/compose.ts',
  'bridge/compose-machine.ts',
  'bridge/compose-system.ts',
];

/** What vite.config.ts is made of: reaches all of its own part, and no product file imports it. */
const BUILD_CONFIGURATION = ['extension/build', 'bridge/build'];

/** What the tests run under: part of them, though it has to stand at the top level. */
const TEST_CONFIGURATION = 'vitest.config.ts';

/** Data at the top level that a part may read its name and version from. */
const TOP_LEVEL_DATA = ['package.json', 'manifest.json'];

/** Outside packages that open hardware or system libraries: imported behind the composition root. */
const NATIVE_PACKAGES = ['koffi', 'node-hid'];

/** Sign-in tests, which know of the project what any other tester does. */
const SIGN_IN_TESTS = 'test/e2e';

/** What those import beside Node's own modules and one another. */
const OPEN_TO_TESTERS = ['vitest', `${manifest.name}/testing`];

const EXTENSION_SHARED = ['extension/ui', 'extension/platform'];

function inside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function folderOf(path: string, folders: readonly string[]): string | undefined {
  return folders.find((folder) => inside(path, folder));
}

function layerOf(path: string): number {
  return BRIDGE_LAYERS.findIndex((folders) => folderOf(path, folders) !== undefined);
}

/** Whether an import within the project stays inside the rules; a sentence when it does not. */
function judgeInternal(from: string, to: string): string | null {
  if (inside(from, 'test') || from === TEST_CONFIGURATION) return null;
  if (inside(to, 'test')) return 'product imports test';
  if (TOP_LEVEL_DATA.includes(to)) return null;
  const build = folderOf(from, BUILD_CONFIGURATION);
  if (build !== undefined)
    return inside(to, build.split('/')[0] ?? '') || inside(to, 'shared')
      ? null
      : 'a build reads its own part';
  if (folderOf(to, BUILD_CONFIGURATION) !== undefined)
    return from === 'vite.config.ts' ? null : 'product imports its build';
  if (inside(to, 'shared')) return null;
  if (inside(from, 'shared')) return 'shared imports shared only';
  if (inside(from, 'extension')) {
    const part = from.split('/').slice(0, 2).join('/');
    if (inside(to, part) || folderOf(to, EXTENSION_SHARED) !== undefined) return null;
    return `${part} imports shared, itself, and ${EXTENSION_SHARED.join(', ')} only`;
  }
  if (inside(from, 'bridge')) return judgeBridge(from, to);
  return null;
}

function judgeBridge(from: string, to: string): string | null {
  if (!inside(to, 'bridge')) return 'bridge imports bridge and shared only';
  if (COMPOSITION_ROOT.includes(from)) return null;
  if (COMPOSITION_ROOT.includes(to)) return 'nothing imports the composition root';
  const folders = BRIDGE_LAYERS.flat();
  if (folderOf(from, folders) === folderOf(to, folders)) return null;
  if (layerOf(to) < 0) return null;
  if (layerOf(to) >= layerOf(from)) return 'nothing imports upward or across';
  if (layerOf(to) === 0 && to !== 'bridge/transport/transport.ts') {
    return 'above the transports, only their interface is known';
  }
  return null;
}

/** Whether a sign-in test keeps to what every tester has; a sentence when it does not. */
function judgeSignInTest({ from, specifier }: ImportFound): string | null {
  if (OPEN_TO_TESTERS.includes(specifier) || specifier.startsWith('node:')) return null;
  if (inside(targetOf({ from, specifier }) ?? '', SIGN_IN_TESTS)) return null;
  return `${SIGN_IN_TESTS} imports itself and ${OPEN_TO_TESTERS.join(', ')} only`;
}

/**
 * Target of an import within the project, relative to the root: by its path, or by a name under
 * which package.json exports it; null for an outside package.
 */
export function targetOf({ from, specifier }: ImportFound): string | null {
  for (const [name, path] of Object.entries(manifest.exports)) {
    if (specifier === posix.join(manifest.name, name)) return posix.normalize(path);
  }
  if (!specifier.startsWith('.')) return null;
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** The outside package that an import names, without a path inside it; null for our own and Node's. */
export function packageOf(found: ImportFound): string | null {
  const { specifier } = found;
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  if (targetOf(found) !== null) return null;
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** What is wrong with an import by the design's rules, or null. */
export function judgeImport(found: ImportFound): string | null {
  if (found.specifier === '(computed)') return 'a computed import cannot be checked';
  if (inside(found.from, SIGN_IN_TESTS)) return judgeSignInTest(found);
  const to = targetOf(found);
  return to === null ? null : judgeInternal(found.from, to);
}

/**
 * Files that import a native package must themselves be imported by the composition root alone.
 * @param imports every import of the product
 */
export function judgeNativeOwners(imports: readonly ImportFound[]): string[] {
  const owners = new Set(
    imports
      .filter((found) => NATIVE_PACKAGES.includes(packageOf(found) ?? ''))
      .map((found) => found.from),
  );
  return imports
    .filter((found) => owners.has(targetOf(found) ?? '') && !COMPOSITION_ROOT.includes(found.from))
    .map((found) => `${found.from} imports ${found.specifier}, which opens a native library`);
}

/** Outside packages of the product that more than one file imports. */
export function judgePackageOwners(imports: readonly ImportFound[]): string[] {
  const owners = new Map<string, Set<string>>();
  for (const found of imports) {
    const name = packageOf(found);
    if (name === null) continue;
    owners.set(name, (owners.get(name) ?? new Set()).add(found.from));
  }
  return [...owners]
    .filter(([, files]) => files.size > 1)
    .map(([name, files]) => `${name} has several owners: ${[...files].join(', ')}`);
}
