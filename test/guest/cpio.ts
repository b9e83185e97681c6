/** One entry of an archive. */
export interface CpioEntry {
  /** Relative, without a leading slash. */
  readonly path: string;
  /** File type and permissions, as of stat(2). */
  readonly mode: number;
  /** Empty for a folder. */
  readonly content: Uint8Array;
  /** Numbers of a device node. */
  readonly device?: readonly [major: number, minor: number];
}

const MAGIC = '070701';
const LAST = 'TRAILER!!!';

/**
 * An archive as the kernel unpacks it into its first root ("newc", initramfs buffer format).
 * Folders must come before what is in them.
 */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const end: CpioEntry = { path: LAST, mode: 0, content: Buffer.alloc(0) };
  return Buffer.concat([...entries, end].flatMap((entry, at) => record(entry, at + 1)));
}

function record({ path, mode, content, device = [0, 0] }: CpioEntry, inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const [owner, group, links, modified, check] = [0, 0, 1, 0, 0];
  const [major, minor] = [0, 0];
  const fields = [inode, mode, owner, group, links, modified, content.length, major, minor];
  const more = [...device, name.length, check];
  const hex = [...fields, ...more].map((field) => field.toString(16).padStart(8, '0'));
  return [padded(Buffer.from(MAGIC + hex.join('') + name.toString())), padded(content)];
}

/** Everything begins at a multiple of four. */
function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes], Math.ceil(bytes.length / 4) * 4);
}
