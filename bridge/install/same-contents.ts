import { open } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

/** Whether two files hold the same bytes. One that is not there is like no other. */
export async function sameContents(one: string, other: string): Promise<boolean> {
  await using files = new AsyncDisposableStack();
  const [first, second] = await Promise.all(
    [one, other].map(async (path) => files.use(await open(path).catch(() => null))),
  );
  if (!first || !second || (await first.stat()).size !== (await second.stat()).size) return false;
  const [here, there] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
  for (;;) {
    const [{ bytesRead }, otherRead] = await Promise.all([first.read(here), second.read(there)]);
    if (bytesRead !== otherRead.bytesRead) return false;
    if (bytesRead === 0) return true;
    if (!here.subarray(0, bytesRead).equals(there.subarray(0, bytesRead))) return false;
  }
}
