/** What calls functions of a system library, by their C declarations. koffi is one. */
export interface NativeCalls {
  load(path: string): { func(declaration: string): (...args: unknown[]) => unknown };
  /** Where a buffer's bytes lie, for structures that point to them. */
  address(buffer: Uint8Array): bigint;
}
