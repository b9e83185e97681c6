import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { PROGRAM_FILES } from './launcher.ts';

/** The bridge as it was built, ready to be placed. */
export interface BuiltProgram {
  /** Absolute path of the folder that holds it. */
  readonly folder: string;
  /** Paths below the folder: the bundle, the addons where they are looked for, and the licences. */
  readonly files: readonly string[];
  /** Tells one build, on one Node.js, from another: 16 hex digits. */
  readonly fingerprint: string;
}

/** Where koffi, once bundled, looks for its addon: Node.js finds a `.node` file by that name. */
export const KOFFI_ADDON = `node_modules/@koromix/koffi-${process.platform}-${process.arch}.node`;

/** Where the build has node-hid look for its addon. */
export const HID_ADDON = `node_modules/node-hid-${process.platform}-${process.arch}.node`;

/**
 * Finds the built bridge: where this very file runs from when it is in the bundle, else in the
 * checkout's `dist`.
 * @throws WardkeyError `install-not-built`
 */
export async function builtProgram(
  thisFile = fileURLToPath(import.meta.url),
): Promise<BuiltProgram> {
  const folder =
    basename(thisFile) === PROGRAM_FILES.bundle
      ? dirname(thisFile)
      : join(dirname(thisFile), '../../dist/bridge');
  const files = [PROGRAM_FILES.bundle, KOFFI_ADDON, HID_ADDON, PROGRAM_FILES.notices];
  const digest = createHash('sha256').update(process.version);
  for (const file of files) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      throw new WardkeyError('install-not-built', { facts: { path } });
    }
    digest.update(await readFile(path));
  }
  return { folder, files, fingerprint: digest.digest('hex').slice(0, 16) };
}
