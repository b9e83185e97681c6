import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import manifest from '../../manifest.json' with { type: 'json' };
import { inheritedEnvironment } from './inherited-environment.ts';

/** Where Debian installs it. */
export const FIREFOX_ESR = '/usr/bin/firefox-esr';

/** The address of the extension's pages in this browser; Firefox makes up another one for each profile. */
const UUID = '5b0f2f4e-6f0a-4a55-9d6a-0f4f3c1d9a61';

export interface FirefoxOptions {
  /** The browser's HOME: its profile, and the native messaging manifests that it finds. */
  readonly home: string;
  /** Folder of the built extension; without it, only what policies bring. */
  readonly extension?: string;
  /** What starts it; without it the machine's own. */
  readonly executable?: string;
  /** Environment variables beside HOME and PATH. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a headless Firefox with the extension in it. @throws Error when it does not come up */
export async function launchFirefox({
  home,
  extension,
  executable = FIREFOX_ESR,
  env,
}: FirefoxOptions): Promise<Browser> {
  const { id } = manifest.browser_specific_settings.gecko;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable,
    headless: true,
    userDataDir: join(home, 'firefox'),
    args: ['--remote-allow-system-access'],
    env: { ...inheritedEnvironment(), HOME: home, PATH: '/usr/bin:/bin', ...env },
    extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }) },
  });
  try {
    if (extension !== undefined) await browser.installExtension(extension);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The address of a page of the extension. @param path below the extension's root */
export function firefoxAddress(path: string): string {
  return `moz-extension://${UUID}/${path}`;
}
