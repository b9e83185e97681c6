import { X509Certificate } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';

const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_FILES = 500;
const CERTIFICATE_FILE = /\.(pem|crt|cer|der)$/i;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates that the administrator trusts as issuers.
 * @param path of a file in PEM or DER, or of a folder of such files (`.pem`, `.crt`, `.cer`, `.der`)
 * @throws WardkeyError `file-unreadable` with the path: for what cannot be read, is too large, or is
 *   no certificate
 */
export async function readTrustStore(path: string): Promise<readonly X509Certificate[]> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (!isFolder) return await readCertificates(path);
    const names = (await readdir(path)).filter((name) => CERTIFICATE_FILE.test(name));
    if (names.length > MAX_FILES) throw new RangeError('too many files');
    const found: X509Certificate[] = [];
    for (const name of names.sort()) found.push(...(await readCertificates(join(path, name))));
    return found;
  } catch (cause) {
    throw new WardkeyError('file-unreadable', { cause, facts: { path } });
  }
}

async function readCertificates(path: string): Promise<readonly X509Certificate[]> {
  if ((await stat(path)).size > MAX_FILE_BYTES) throw new RangeError('too large');
  const bytes = await readFile(path);
  const blocks = bytes.toString('latin1').match(PEM);
  return (blocks ?? [bytes]).map((block) => new X509Certificate(block));
}
