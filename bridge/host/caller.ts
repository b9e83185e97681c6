import { HOST_NAME } from '../../shared/rpc/limits.ts';
import { CHROMIUM_EXTENSION_IDS, FIREFOX_ADDON_IDS } from '../install/extension-ids.ts';

/** Who started the host, as far as the command line tells. */
export interface Caller {
  readonly browser: 'chromium' | 'firefox';
  /** The extension's id, not yet checked. */
  readonly id: string;
}

const CHROMIUM_ORIGIN = /^chrome-extension:\/\/([^/]*)\/$/;

/**
 * Reads a browser's way of starting a native messaging host: Chromium gives the extension's origin
 * (and on Windows a `--parent-window` besides), Firefox the path of the manifest and the add-on's
 * id.
 * @param args what stands behind the program's own path
 * @returns `null` when no browser starts hosts so
 */
export function browserCaller(args: readonly string[]): Caller | null {
  const [first, second, ...more] = args.filter((arg) => !arg.startsWith('--parent-window='));
  if (first === undefined || more.length > 0) {
    return null;
  }
  const chromiumId = CHROMIUM_ORIGIN.exec(first)?.[1];
  if (chromiumId !== undefined && second === undefined) {
    return { browser: 'chromium', id: chromiumId };
  }
  return second !== undefined && /[/\\]/.test(first) && first.endsWith(`${HOST_NAME}.json`)
    ? { browser: 'firefox', id: second }
    : null;
}

/**
 * Whether the caller is our own extension. A filter and not an authentication: any program of the
 * same person can start the host with any arguments.
 */
export function isOurExtension(caller: Caller | null): boolean {
  if (caller === null) {
    return false;
  }
  const ours = caller.browser === 'chromium' ? CHROMIUM_EXTENSION_IDS : FIREFOX_ADDON_IDS;
  return ours.includes(caller.id);
}
