import { existsSync } from 'node:fs';
import data from '../data/pkcs11-modules.json' with { type: 'json' };

/** Where middleware lies on systems that it is made for. */
interface ModuleRow {
  readonly middleware: string;
  readonly source: string;
  readonly linux: readonly string[];
  readonly darwin: readonly string[];
  readonly win32: readonly string[];
}

/** What is proven comes first: only one module is used. */
const ROWS: readonly ModuleRow[] = data.modules;

/**
 * The middleware's module: the one that the administrator names, or the first that is installed. Only
 * places that an administrator alone can write to are looked at.
 * @returns `null` where there is none
 */
export function findModule(
  named: string | undefined,
  platform: NodeJS.Platform = process.platform,
  isThere: (path: string) => boolean = existsSync,
): string | null {
  return named ?? pathsOn(platform).find(isThere) ?? null;
}

function pathsOn(platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') return [];
  return ROWS.flatMap((row) => row[platform]);
}
