// Builds what is asked for into dist/, each only when its sources have changed:
//   node test/run/build.ts [all | TARGET...] [--portals FILE]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The vite modes, which are also the names of what is built, with the folder that each fills. */
export const TARGETS = {
  full: 'dist/extension/full',
  guide: 'dist/extension/guide',
  firefox: 'dist/extension/firefox',
  bridge: 'dist/bridge',
} as const;

export type Target = keyof typeof TARGETS;

/** Tells the build which file of portals it is to know. */
const PORTALS_FILE = 'WARDKEY_PORTALS_FILE';

const SOURCES = ['shared/**/*', 'extension/**/*', 'bridge/**/*'];
const SINGLE_SOURCES = ['manifest.json', 'vite.config.ts', 'package-lock.json', 'package.json'];

/** A digest over names and contents of everything that a build reads. */
function sourceDigest(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: ROOT }).filter((path) =>
    statSync(join(ROOT, path)).isFile(),
  );
  const portals = process.env[PORTALS_FILE];
  const more = portals === undefined ? [] : [portals];
  for (const path of [...files.sort(), ...SINGLE_SOURCES, ...more]) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(resolve(ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * One build in a process of its own: plugins print to standard output, which may be wanted for
 * JSON, and warn of what they themselves set. All of it is shown when the build fails.
 */
function runBuild(target: Target): void {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--mode', target];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  throw new Error(`${TARGETS[target]} could not be built`);
}

/** Builds the targets that are not up to date. @throws Error when a build fails */
export function buildTargets(targets: readonly Target[]): void {
  const digest = sourceDigest();
  for (const target of targets) {
    const stamp = join(ROOT, `${TARGETS[target]}.digest`);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) continue;
    runBuild(target);
    writeFileSync(stamp, digest);
  }
}

if (import.meta.main) {
  const all = Object.keys(TARGETS);
  const { values, positionals } = parseArgs({
    options: { portals: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.portals !== undefined) process.env[PORTALS_FILE] = resolve(values.portals);
  const asked = (positionals.length > 0 ? positionals : ['all']).flatMap((word) =>
    word === 'all' ? all : [word],
  );
  const known = asked.filter((word): word is Target => word in TARGETS);
  if (asked.length === 0 || known.length !== asked.length) {
    console.error(`usage: build.ts [all | ${all.join(' | ')}] [--portals FILE]`);
    process.exit(2);
  }
  buildTargets(known);
  console.log(`built: ${known.map((target) => TARGETS[target]).join(', ')}`);
}
