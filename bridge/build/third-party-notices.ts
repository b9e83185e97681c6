import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first of them by name: hidapi is to be had under several licences, of which BSD is ours. */
const LICENCE_FILE = /^licen[cs]e(-bsd)?(\.(txt|md))?$/i;
const PACKAGE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/**
 * The licences of the packages that went into a bundle, as their authors ask for with every copy.
 * @param modules absolute paths of the bundled modules
 * @param others folders of what else is handed on, by name
 * @throws Error when a package brings no licence
 */
export function thirdPartyNotices(
  modules: Iterable<string>,
  others: ReadonlyMap<string, string>,
): string {
  const folders = new Map(others);
  for (const module of modules) {
    const [folder, name] = PACKAGE.exec(module) ?? [];
    if (folder !== undefined && name !== undefined) {
      folders.set(name, folder);
    }
  }
  return [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => `${name}\n\n${licenceOf(name, folder)}`)
    .join(`\n\n${'-'.repeat(72)}\n\n`);
}

function licenceOf(name: string, folder: string): string {
  const [file] = readdirSync(folder)
    .filter((entry) => LICENCE_FILE.test(entry))
    .sort();
  if (file === undefined) {
    throw new Error(`${name} brings no licence`);
  }
  return readFileSync(join(folder, file), 'utf8').trim();
}
