import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PACKAGES = ['fido2-tools', 'yubikey-manager', 'pcsc-tools', 'opensc', 'pcscd'] as const;

/** Of the programs that are asked, as Debian installed them. */
export async function debianVersions(): Promise<Readonly<Record<string, string>>> {
  const query = ['-W', '-f', `${'$'}{Package} ${'$'}{Version}\n`, ...PACKAGES];
  const { stdout } = await promisify(execFile)('dpkg-query', query);
  const lines = stdout.trim().split('\n');
  return Object.fromEntries(lines.map((text) => text.split(' ')).map(([name, is]) => [name, is]));
}
