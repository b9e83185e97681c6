import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type CpioEntry, cpioArchive } from './cpio.ts';
import type { GuestKernel } from './kernel.ts';

const BUSYBOX = '/bin/busybox';
const INIT = new URL('./init.sh', import.meta.url);

const FOLDER = 0o040755;
const PROGRAM = 0o100755;
const FILE = 0o100644;
const DEVICE = 0o020600;

/**
 * Writes the guest's first root: busybox, the modules with their order, and init.sh. It is not
 * compressed, since an emulated processor would take long over it.
 */
export async function writeInitrd(path: string, { modules }: GuestKernel): Promise<void> {
  const files = modules.map(async (module): Promise<CpioEntry> => {
    return { path: `modules/${basename(module)}`, mode: FILE, content: await readFile(module) };
  });
  const order = Buffer.from(modules.map((module) => `${basename(module)}\n`).join(''));
  const archive = cpioArchive([
    folder('bin'),
    folder('dev'),
    // The kernel gives the first process this as its standard streams.
    { path: 'dev/console', mode: DEVICE, content: Buffer.alloc(0), device: [5, 1] },
    folder('modules'),
    { path: 'bin/busybox', mode: PROGRAM, content: await readFile(BUSYBOX) },
    { path: 'modules/order', mode: FILE, content: order },
    ...(await Promise.all(files)),
    { path: 'init', mode: PROGRAM, content: await readFile(INIT) },
  ]);
  await writeFile(path, archive);
}

function folder(path: string): CpioEntry {
  return { path, mode: FOLDER, content: Buffer.alloc(0) };
}
