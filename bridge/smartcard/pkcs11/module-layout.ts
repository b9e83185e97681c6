/** How the structures of PKCS #11 lie in memory, of 64-bit systems. */
export interface ModuleLayout {
  /** Bytes of a CK_ULONG. */
  readonly ulong: 4 | 8;
}

/**
 * A CK_ULONG is C's unsigned long, which on Windows alone has 4 bytes. There the structures are packed
 * too (PKCS #11 v2.40 §2.1), so that nothing lies between their members; elsewhere nothing does so
 * because each member has 8 bytes.
 */
export function moduleLayout(platform: NodeJS.Platform): ModuleLayout {
  return { ulong: platform === 'win32' ? 4 : 8 };
}

/** A CK_ULONG. */
export function ulong({ ulong: bytes }: ModuleLayout, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  writeUlong({ ulong: bytes }, buffer, value, 0);
  return buffer;
}

/** Writes a CK_ULONG. @throws RangeError outside the buffer */
export function writeUlong(
  { ulong: bytes }: ModuleLayout,
  buffer: Buffer,
  value: number,
  at: number,
): void {
  if (bytes === 4) buffer.writeUInt32LE(value, at);
  else buffer.writeBigUInt64LE(BigInt(value), at);
}

/** Reads a CK_ULONG; one that is too great for a number becomes an inexact one. @throws RangeError */
export function ulongAt({ ulong: bytes }: ModuleLayout, buffer: Buffer, at = 0): number {
  return bytes === 4 ? buffer.readUInt32LE(at) : Number(buffer.readBigUInt64LE(at));
}

/** Bytes of a pointer. */
const POINTER = 8;

/**
 * A CK_ATTRIBUTE or a CK_MECHANISM: a number, a pointer, and the length of what it points to.
 * @param address 0n where there is nothing
 */
export function pointing(
  layout: ModuleLayout,
  number: number,
  address: bigint,
  length: number,
): Buffer {
  const structure = Buffer.alloc(lengthPlace(layout) + layout.ulong);
  writeUlong(layout, structure, number, 0);
  structure.writeBigUInt64LE(address, layout.ulong);
  writeUlong(layout, structure, length, lengthPlace(layout));
  return structure;
}

/** Where the length is in such a structure. */
export function lengthPlace({ ulong: bytes }: ModuleLayout): number {
  return bytes + POINTER;
}
