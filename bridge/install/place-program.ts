import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltProgram } from './built-program.ts';
import { isOpenToEverybody, openToEverybody } from './for-everybody.ts';
import { launcherText, NODE_OPTIONS, PROGRAM_FILES, WARM_UP } from './launcher.ts';
import { sameContents } from './same-contents.ts';
import { writeAtomically } from './write-atomically.ts';

/** The launcher's name in Wardkey's folder: what browsers start, and a person may too. */
const LAUNCHER = 'wardkey';

/** A virus scanner may look through all of Node.js before it lets it start, in milliseconds. */
const FIRST_START_MS = 60_000;

const PROGRAM_PREFIX = 'program-';

/** What a folder of ours holds: the launcher, programs, and what a broken-off copy left behind. */
const OURS = new RegExp(`^(${LAUNCHER}|${PROGRAM_PREFIX}[^/]*|(${LAUNCHER}\\.)?[0-9a-f-]{36})$`);

/** Whether it is the name of something that {@link placeProgram} puts into Wardkey's folder. */
export function isPlaced(name: string): boolean {
  return OURS.test(name);
}

export interface PlaceOptions {
  /** Absolute path of the Node.js to take along. */
  readonly node: string;
  /** Whether everybody on the machine is to run it, and nobody but us to change it. */
  readonly forEverybody: boolean;
}

export interface PlacedProgram {
  /** Absolute path of the launcher. */
  readonly launcher: string;
  /** False when the very same program was there already. */
  readonly changed: boolean;
}

/**
 * Places the built bridge and the Node.js that runs it below a folder. Each build has a folder of
 * its own, complete before it gets its name; the launcher then turns to it in one step, so a
 * browser that starts the bridge meanwhile gets the old one or the new one, whole.
 * @param folder absolute path of Wardkey's own folder
 */
export async function placeProgram(
  built: BuiltProgram,
  folder: string,
  { node, forEverybody }: PlaceOptions,
): Promise<PlacedProgram> {
  const name = `${PROGRAM_PREFIX}${built.fingerprint}`;
  const program = join(folder, name);
  const launcher = join(folder, LAUNCHER);
  // The launcher turns last: one that names another program, or none, tells of a placing that was
  // broken off before the program had been started once.
  const isNew = !(
    (await readFile(launcher, 'utf8').catch(() => null)) === launcherText(program) &&
    (await isWhole(program, built, node)) &&
    (!forEverybody || (await isOpenToEverybody(program, process.geteuid?.() ?? 0)))
  );
  if (isNew) {
    await copyProgram(built, node, folder, program);
    await startOnce(program);
    if (forEverybody) await openToEverybody(program);
  }
  const isTurned = await writeAtomically(launcher, launcherText(program), 0o755);
  for (const other of await readdir(folder)) {
    if (other !== LAUNCHER && other !== name && isPlaced(other)) {
      await rm(join(folder, other), { recursive: true, force: true });
    }
  }
  return { launcher, changed: isNew || isTurned };
}

/** Whether a program is there with all its files, each as it was built. */
async function isWhole(program: string, built: BuiltProgram, node: string): Promise<boolean> {
  const pairs = [
    ...built.files.map((file) => [join(built.folder, file), join(program, file)] as const),
    [node, join(program, PROGRAM_FILES.node)] as const,
  ];
  for (const [from, to] of pairs) {
    if (!(await sameContents(from, to))) return false;
  }
  return true;
}

async function copyProgram(
  built: BuiltProgram,
  node: string,
  folder: string,
  program: string,
): Promise<void> {
  const passing = join(folder, randomUUID());
  try {
    for (const file of built.files) {
      await copy(join(built.folder, file), join(passing, file));
    }
    await copy(node, join(passing, PROGRAM_FILES.node));
    await chmod(join(passing, PROGRAM_FILES.node), 0o755);
    await rm(program, { recursive: true, force: true, maxRetries: 5 });
    await rename(passing, program);
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}

/**
 * Proves that the placed program starts, before any browser is told of it, and leaves Node.js's
 * compile cache behind, so that the browser's first start is as quick as the next.
 */
async function startOnce(program: string): Promise<void> {
  const file = (name: string) => join(program, name);
  try {
    const args = [...NODE_OPTIONS, file(PROGRAM_FILES.bundle), WARM_UP];
    await promisify(execFile)(file(PROGRAM_FILES.node), args, {
      env: { NODE_COMPILE_CACHE: file(PROGRAM_FILES.cache) },
      timeout: FIRST_START_MS,
    });
  } catch (cause) {
    await rm(program, { recursive: true, force: true });
    throw cause;
  }
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // Shares the blocks where the file system can: Node.js alone is over 100 MB.
  await copyFile(from, to, constants.COPYFILE_FICLONE);
}
