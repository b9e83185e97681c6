import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const PORTAL = {
  host: 'id.trust.example',
  name: 'Trust sign-in',
  pages: [{ page: 'adfs-login', selector: '#trust-form' }],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-portals-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Builds the guide edition with a file of portals; nothing is written. */
async function builtWith(portals: unknown): Promise<readonly { fileName: string; text: string }[]> {
  const file = join(folder, 'portals.json');
  writeFileSync(file, JSON.stringify(portals));
  vi.stubEnv('WARDKEY_PORTALS_FILE', file);
  const built = await build({
    root: ROOT,
    mode: 'guide',
    logLevel: 'silent',
    build: { write: false },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output.map((part) => ({
    fileName: part.fileName,
    text: part.type === 'chunk' ? part.code : String(part.source),
  }));
}

test('portals that an organisation builds in are in the manifest and need no click', async () => {
  const parts = await builtWith([PORTAL]);
  const manifest = JSON.parse(
    parts.find(({ fileName }) => fileName === 'manifest.json')?.text ?? '',
  );
  expect(manifest.host_permissions).toContain('https://id.trust.example/*');
  expect(manifest.content_scripts[0].matches).toContain('https://id.trust.example/*');
  expect(parts.some(({ text }) => text.includes('#trust-form'))).toBe(true);
});

test('a file in another form ends the build', async () => {
  await expect(builtWith([{ ...PORTAL, host: 'https://id.trust.example/' }])).rejects.toThrow();
  await expect(
    builtWith([{ ...PORTAL, pages: [{ page: 'adfs-login', selector: 'a{}' }] }]),
  ).rejects.toThrow();
});
