import { HOST_NAME } from '../../shared/rpc/limits.ts';
import type { BrowserRow } from './browsers.ts';
import { CHROMIUM_EXTENSION_IDS, FIREFOX_ADDON_IDS } from './extension-ids.ts';

/** The manifest's file name, which must be the host's name. */
export const MANIFEST_FILE = `${HOST_NAME}.json`;

/**
 * A native messaging manifest as JSON text. Firefox refuses one with a member that it does not
 * know, so each form has its own.
 * @param program absolute path of what the browser is to start
 */
export function nativeManifest(form: BrowserRow['form'], program: string): string {
  const callers =
    form === 'chromium'
      ? { allowed_origins: CHROMIUM_EXTENSION_IDS.map((id) => `chrome-extension://${id}/`) }
      : { allowed_extensions: FIREFOX_ADDON_IDS };
  const manifest = {
    name: HOST_NAME,
    description: 'Wardkey: the way from the browser to security keys and smartcards',
    path: program,
    type: 'stdio',
    ...callers,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
