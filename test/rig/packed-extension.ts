import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import manifest from '../../manifest.json' with { type: 'json' };
import { inheritedEnvironment } from '../kit/inherited-environment.ts';

const run = promisify(execFile);

/** How long Chromium may take to pack, in milliseconds. */
const PACKING_MS = 60_000;

export interface PackedExtension {
  /** Its id, which follows from the key that it was packed with. */
  readonly id: string;
  /** Absolute path of the update manifest that names the packed extension. */
  readonly updates: string;
}

/**
 * Packs a built extension with a key of its own by Chromium itself, as an organisation does that
 * hands it out from a server of its own.
 * @param folder an existing folder of the test's own
 */
export async function packForChromium(
  chromium: string,
  built: string,
  folder: string,
): Promise<PackedExtension> {
  const extension = join(folder, 'packed');
  const keyFile = join(folder, 'packed.pem');
  await cp(built, extension, { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const args = [
    ...['--headless', '--no-sandbox', `--user-data-dir=${join(folder, 'packing')}`],
    ...[`--pack-extension=${extension}`, `--pack-extension-key=${keyFile}`],
  ];
  const env = { ...inheritedEnvironment(), HOME: folder, PATH: '/usr/bin:/bin' };
  await run(chromium, args, { env, timeout: PACKING_MS });
  const id = extensionId(publicKey.export({ type: 'spki', format: 'der' }));
  const updates = join(folder, 'updates.xml');
  await writeFile(
    updates,
    `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="file://${extension}.crx" version="${manifest.version}"/>
  </app>
</gupdate>
`,
  );
  return { id, updates };
}

/** Packs a built add-on, unsigned. @returns absolute path of it */
export async function packForFirefox(built: string, folder: string): Promise<string> {
  const packed = join(folder, 'wardkey.xpi');
  const args = ['-m', 'zipfile', '-c', packed, ...(await readdir(built))];
  await run('/usr/bin/python3', args, { cwd: built });
  return packed;
}

/** The first 32 hex digits of the SHA-256 of the public key, written with a to p. */
function extensionId(spki: Uint8Array): string {
  const digits = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  return digits.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
