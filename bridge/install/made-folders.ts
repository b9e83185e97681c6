import { lstatSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import * as v from '../../shared/schema/schema.ts';
import { programFolder, type SystemPlaces } from './system-places.ts';
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
    this.#file = join(programFolder(places), 'made-folders.json');
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

  /** Takes the list away, and the folders of it that are empty. @returns those */
  async remove(): Promise<readonly string[]> {
    const made = [...(await this.#noted())].sort((one, other) => other.length - one.length);
    await rm(this.#file, { force: true });
    const removed: string[] = [];
    for (const folder of made.filter((path) => path.startsWith(join(this.#root, sep)))) {
      if (await removedIfEmpty(folder)) removed.push(folder);
    }
    return removed;
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

async function removedIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch {
    return false;
  }
}
