import { lstatSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import * as v from '../../shared/schema/schema.ts';
import { madeFoldersFile, type SystemPlaces } from './system-places.ts';
import { writeAtomically } from './write-atomically.ts';

const FOLDER_MODE = 0o755;

const FoldersMade = v.array(v.string());

/**
 * The folders that had to be made, written down before they are: taking Wardkey away leaves those of
 * the system's own packages, empty ones too.
 */
export class MadeFolders {
  readonly #file: string;
  readonly #root: string;

  constructor(places: SystemPlaces) {
    this.#file = madeFoldersFile(places);
    this.#root = places.root;
  }

  /** Makes a folder, and those above it that are missing, for everybody to read. */
  async make(folder: string): Promise<void> {
    const missing = this.#missing(folder);
    if (missing.length === 0) return;
    // Its own place comes first: there is nowhere to write before.
    const isFirst = dirname(this.#file) === folder;
    if (!isFirst) await this.#note(missing);
    for (const path of missing) {
      await mkdir(path);
      await chmod(path, FOLDER_MODE);
    }
    if (isFirst) await this.#note(missing);
  }

  /**
   * Takes away the folders that are empty, and the list when it is done with, so that whoever breaks
   * this off can do it again. @returns those folders
   */
  async remove(): Promise<readonly string[]> {
    const own = dirname(this.#file);
    const noted = (await this.#noted()).filter((path) => path.startsWith(join(this.#root, sep)));
    const isAround = (path: string) => own === path || own.startsWith(join(path, sep));
    const elsewhere = await removedEmpty(noted.filter((path) => !isAround(path)));
    if (lstatSync(own, { throwIfNoEntry: false })?.isDirectory()) {
      await rm(this.#file, { force: true });
    }
    return [...elsewhere, ...(await removedEmpty([own, ...noted.filter(isAround)]))];
  }

  /** The folders that are missing on the way to one, outermost first. */
  #missing(folder: string): readonly string[] {
    if (folder === dirname(folder) || lstatSync(folder, { throwIfNoEntry: false })) return [];
    return [...this.#missing(dirname(folder)), folder];
  }

  async #note(folders: readonly string[]): Promise<void> {
    const all = [...new Set([...(await this.#noted()), ...folders])];
    await writeAtomically(this.#file, `${JSON.stringify(all, null, 2)}\n`, 0o644);
  }

  async #noted(): Promise<readonly string[]> {
    try {
      return v.parse(FoldersMade, JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      // Not there, or changed by hand: then no folder is known to be ours.
      return [];
    }
  }
}

/** Takes empty folders away, inner ones first. @returns those that are gone by it */
async function removedEmpty(folders: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const folder of [...new Set(folders)].sort((one, other) => other.length - one.length)) {
    try {
      await rmdir(folder);
      removed.push(folder);
    } catch {
      // Not empty, or not there: then it is not for us to take away.
    }
  }
  return removed;
}
