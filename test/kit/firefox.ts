import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import manifest from '../../manifest.json' with { type: 'json' };
import { KEYS_NOT_REAL } from './firefox-inside.ts';
import { inheritedEnvironment } from './inherited-environment.ts';

/** Where Debian installs it. */
export const FIREFOX_ESR = '/usr/bin/firefox-esr';

/** The address of the extension's pages in this browser; Firefox makes up another one for each profile. */
const UUID = '5b0f2f4e-6f0a-4a55-9d6a-0f4f3c1d9a61';

/** How long it may take to start, on a computer that is busy with other things, in milliseconds. */
const START_MS = 120_000;

export interface FirefoxOptions {
  /** The browser's HOME: its profile, and the native messaging manifests that it finds. */
  readonly home: string;
  /** Folder of the built extension; without it, only what policies bring. */
  readonly extension?: string;
  /** What starts it; without it the machine's own. */
  readonly executable?: string;
  /** Environment variables beside HOME and PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers for its hosts under their real names, and for no others. */
  readonly portal?: FirefoxPortal;
  /** Whether its own WebAuthn may be given keys that are not real, instead of real ones. */
  readonly ownKeys?: boolean;
}

/** What a Firefox is told of a practice portal. */
export interface FirefoxPortal {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  readonly hosts: readonly string[];
  readonly certificates: { readonly fingerprint: string };
}

/** Starts a headless Firefox with the extension in it. @throws Error when it does not come up */
export async function launchFirefox({
  home,
  extension,
  executable = FIREFOX_ESR,
  env,
  portal,
  ownKeys = false,
}: FirefoxOptions): Promise<Browser> {
  const { id } = manifest.browser_specific_settings.gecko;
  const userDataDir = join(home, 'firefox');
  if (portal) await trust(userDataDir, portal);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable,
    headless: true,
    timeout: START_MS,
    userDataDir,
    args: ['--remote-allow-system-access'],
    env: { ...inheritedEnvironment(), HOME: home, PATH: '/usr/bin:/bin', ...env },
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }),
      ...(ownKeys && KEYS_NOT_REAL),
      ...(portal && {
        // Every name is this computer, and https there is the portal: nothing goes beyond it.
        'network.dns.native-is-localhost': true,
        'network.socket.forcePort': `443=${portal.port}`,
      }),
    },
  });
  try {
    if (extension !== undefined) await browser.installExtension(extension);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The algorithm SHA-256, as the list of exceptions names it. */
const SHA_256 = 'OID.2.16.840.1.101.3.4.2.1';

/** Puts the portal's certificate on the profile's list of exceptions, for its hosts alone. */
async function trust(profile: string, { port, hosts, certificates }: FirefoxPortal): Promise<void> {
  await mkdir(profile, { recursive: true });
  const lines = hosts.map(
    (host) => `${host}:${port}:\t${SHA_256}\t${certificates.fingerprint}\t\n`,
  );
  await writeFile(join(profile, 'cert_override.txt'), lines.join(''));
}

/** The address of a page of the extension. @param path below the extension's root */
export function firefoxAddress(path: string): string {
  return `moz-extension://${UUID}/${path}`;
}
