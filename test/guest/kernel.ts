import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/** Debian's own name for its newest kernel; the package that it depends on holds the kernel. */
const NEWEST = 'linux-image-amd64';
const PACKAGE = /linux-image-\d\S*-amd64$/m;

/** What of a kernel the guest loads, in this order: each after the modules that it builds on. */
export const MODULES = [
  'virtio_ring',
  'virtio',
  'virtio_pci_modern_dev',
  'virtio_pci_legacy_dev',
  'virtio_pci',
  'virtio-rng',
  '9pnet',
  '9pnet_virtio',
  'netfs',
  'fscache',
  '9p',
  'overlay',
  'hid',
  'hid-generic',
  'uhid',
] as const;

/** A kernel that is ready to be started. */
export interface GuestKernel {
  /** The uncompressed kernel, which starts in half the time of the compressed one. */
  readonly vmlinux: string;
  /** Files of {@link MODULES}, in order. */
  readonly modules: readonly string[];
}

/** Outlives the checkout, since a kernel is 70 MB to fetch. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'wardkey/guest-kernel');
}

/** @throws Error with what to do when no kernel has been fetched */
export async function guestKernel(): Promise<GuestKernel> {
  const vmlinux = join(cacheFolder(), 'vmlinux');
  if (!(await isFile(vmlinux))) {
    throw new Error('no kernel for the guest: node test/guest/fetch-kernel.ts fetches one');
  }
  return { vmlinux, modules: MODULES.map((name) => join(cacheFolder(), `${name}.ko`)) };
}

/**
 * Fetches Debian's kernel package and lays aside what the guest needs of it; the package is never
 * installed. Does nothing when that was done before.
 * @param say takes a line on what takes so long
 * @throws Error when the package cannot be had or is not understood
 */
export async function fetchGuestKernel(say: (line: string) => void): Promise<void> {
  const cache = cacheFolder();
  if (await isFile(join(cache, 'vmlinux'))) return;
  say('fetching a kernel for the guest ...');
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(`${cache}-`);
  try {
    const name = PACKAGE.exec(apt('apt-cache', ['depends', NEWEST], work))?.[0];
    if (name === undefined) throw new Error(`apt-get knows no package ${NEWEST}`);
    apt('apt-get', ['-qq', 'download', name], work);
    const [archive = ''] = globSync('*.deb', { cwd: work });
    execFileSync('dpkg-deb', ['-x', archive, 'package'], { cwd: work });
    await layAside(join(work, 'package'), cache);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** apt-get warns that it does not become its own user here: nobody needs to read that. */
function apt(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function layAside(files: string, cache: string): Promise<void> {
  const modules = globSync('lib/modules/*/kernel/**/*.ko', { cwd: files });
  for (const name of MODULES) {
    const module = modules.find((path) => basename(path) === `${name}.ko`);
    if (module === undefined) throw new Error(`the kernel package holds no module ${name}`);
    await cp(join(files, module), join(cache, `${name}.ko`));
  }
  const [image] = globSync('boot/vmlinuz-*', { cwd: files });
  if (image === undefined) throw new Error('the kernel package holds no kernel');
  // Last and at once: it stands for the whole being there.
  await writeFile(join(files, 'vmlinux'), uncompressed(await readFile(join(files, image))));
  await rename(join(files, 'vmlinux'), join(cache, 'vmlinux'));
}

/** Offsets of the setup header (Linux x86 boot protocol 2.08 and later). */
const SETUP_SECTORS = 0x1f1;
const PAYLOAD_OFFSET = 0x248;
const PAYLOAD_LENGTH = 0x24c;
const SECTOR = 512;

const XZ = Buffer.from('fd377a585a00', 'hex');

/** @throws Error for a kernel that is not compressed with xz, as Debian's are */
function uncompressed(image: Buffer): Buffer {
  const protectedMode = (image.readUInt8(SETUP_SECTORS) + 1) * SECTOR;
  const begin = protectedMode + image.readUInt32LE(PAYLOAD_OFFSET);
  const payload = image.subarray(begin, begin + image.readUInt32LE(PAYLOAD_LENGTH));
  if (!payload.subarray(0, XZ.length).equals(XZ)) throw new Error('the kernel is not xz inside');
  // Its length stands behind it, which is not a part of the stream.
  return execFileSync('xz', ['--decompress', '--stdout', '--single-stream'], {
    input: payload,
    maxBuffer: 1 << 30,
  });
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
