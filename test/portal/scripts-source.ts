import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const SCRIPT = /^\/scripts\/([a-z-]+\.ts)$/;
const VENDOR = /^\/vendor\/simplewebauthn\/((?:[A-Za-z]+\/)*[A-Za-z0-9]+\.js)$/;

/** Where the pages' one style sheet is. */
export const STYLE_PATH = '/styles/portal.css';

const SCRIPTS = new URL('./scripts/', import.meta.url);
const SIMPLEWEBAUTHN = new URL('./', import.meta.resolve('@simplewebauthn/browser'));

/**
 * The JavaScript behind a path that pages load scripts from: the portal's own scripts with their
 * types stripped, and the files of @simplewebauthn/browser as the package has them.
 * @returns `undefined` for any other path
 */
export async function scriptSource(path: string): Promise<string | undefined> {
  const own = SCRIPT.exec(path)?.[1];
  if (own) return stripTypeScriptTypes(await read(new URL(own, SCRIPTS)));
  const vendor = VENDOR.exec(path)?.[1];
  return vendor ? read(new URL(vendor, SIMPLEWEBAUTHN)) : undefined;
}

/** The pages' style sheet. */
export function styleSource(): Promise<string> {
  return read(new URL('./styles.css', import.meta.url));
}

function read(file: URL): Promise<string> {
  return readFile(fileURLToPath(file), 'utf8');
}
