import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FORBIDDEN = 'test/virtual/remote-transport.ts';

/** Builds as `vite build --mode` does, with one more thing in it and nothing written. */
function buildWith(mode: string, further: object): Promise<unknown> {
  return build({
    root: ROOT,
    mode,
    logLevel: 'silent',
    build: { write: false, ...further },
  });
}

test('the file that is to be refused is there', () => {
  expect(existsSync(join(ROOT, FORBIDDEN))).toBe(true);
});

test('a bridge with a module of the tests in it is not built', async () => {
  await expect(buildWith('bridge', { ssr: FORBIDDEN })).rejects.toThrow(
    `test code in a product: ${FORBIDDEN}`,
  );
});

test.each(['full', 'guide', 'firefox'])('nor is the extension: %s', async (edition) => {
  const rolldownOptions = { input: [FORBIDDEN] };
  await expect(buildWith(edition, { rolldownOptions })).rejects.toThrow(
    `test code in a product: ${FORBIDDEN}`,
  );
});
