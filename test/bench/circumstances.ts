import { execFile } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };
import type { Circumstances } from './report.ts';

const PACKAGES = {
  libfido2: 'libfido2-1',
  'python3-fido2': 'python3-fido2',
  ykman: 'yubikey-manager',
  pcscd: 'pcscd',
  Chromium: 'chromium',
} as const;

/** What Debian installed. */
async function versionOf(name: string): Promise<string> {
  const query = ['-W', '-f', ['$', '{Version}'].join(''), name];
  return promisify(execFile)('dpkg-query', query).then(
    ({ stdout }) => stdout.trim(),
    () => 'not installed',
  );
}

/** The load of the last minute. */
export function loadNow(): number {
  return loadavg()[0] ?? 0;
}

/** What is told of machine and programs; `before` was taken when the benchmark began. */
export async function circumstances(
  run: Pick<Circumstances, 'runs' | 'quick'>,
  before: number,
): Promise<Circumstances> {
  const [first] = cpus();
  const versions = await Promise.all(
    Object.entries(PACKAGES).map(async ([name, debian]) => [name, await versionOf(debian)]),
  );
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    machine: `${cpus().length} × ${first?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    system: `Linux ${release()}`,
    load: { before, after: loadNow() },
    versions: {
      Wardkey: manifest.version,
      'Node.js': process.versions.node,
      ...Object.fromEntries(versions),
    },
    ...run,
  };
}
