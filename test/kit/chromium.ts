import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { PROMPT_FLAGS } from './browser-prompt.ts';
import { inheritedEnvironment } from './inherited-environment.ts';

/** Debian's Chromium. */
export const MACHINES_OWN = '/usr/bin/chromium';

export interface ChromiumOptions {
  /** A folder of its own: the browser's HOME, with the profile below it. */
  readonly home: string;
  /** Folder of the built extension; without it the browser has none. */
  readonly extension?: string;
  /** Whether an administrator's policies bring extensions, which the browser gets in the background. */
  readonly extensionsByPolicy?: boolean;
  readonly headless: boolean;
  /** Which Chromium; without it the machine's own. */
  readonly executable?: string;
  readonly portal?: { readonly hostResolverRules: string; readonly spkiHash: string };
  /** Whether a test answers what the browser itself asks the person. */
  readonly prompts?: boolean;
  /** Where a start may take long, in milliseconds. */
  readonly launchTimeoutMs?: number;
  /** Further variables for the browser, which the native messaging host inherits. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The user data folder below a browser's HOME, where a Chromium of this HOME would have it by itself. */
export function userDataFolder(home: string): string {
  return join(home, '.config', 'chromium');
}

const NO_BACKGROUND = '--disable-background-networking';

const FLAGS = [
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  '--lang=en-GB',
];

/**
 * Starts a Chromium with a profile and a HOME of its own, so that no real profile and
 * no installed bridge is touched.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const { home, portal } = options;
  const userDataDir = userDataFolder(home);
  await mkdir(userDataDir, { recursive: true });
  return puppeteer.launch({
    executablePath: options.executable ?? MACHINES_OWN,
    headless: options.headless,
    // In a window that a person uses, pages have the window's own size.
    ...(!options.headless && { defaultViewport: null }),
    pipe: true,
    ...(options.launchTimeoutMs && { timeout: options.launchTimeoutMs }),
    // Whoever launched it ends it, and what belongs to it, in order; with its pipe the browser goes too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    userDataDir,
    ...(options.extension && { enableExtensions: [options.extension] }),
    ...(options.extensionsByPolicy && {
      enableExtensions: true,
      ignoreDefaultArgs: [NO_BACKGROUND],
    }),
    args: [
      ...FLAGS,
      ...(options.prompts ? PROMPT_FLAGS : []),
      // What an administrator hands out is on this machine; nothing else is looked for.
      options.extensionsByPolicy ? '--host-resolver-rules=MAP * ~NOTFOUND' : NO_BACKGROUND,
      // Chromium's own sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(portal
        ? [
            `--host-resolver-rules=${portal.hostResolverRules}`,
            `--ignore-certificate-errors-spki-list=${portal.spkiHash}`,
          ]
        : []),
    ],
    env: { ...browserEnvironment(), ...inheritedEnvironment(), HOME: home, ...options.env },
  });
}

/** How long a browser may take to close in order, in milliseconds. */
const CLOSING_MS = 5_000;

/** Ends the browser: in order when it answers, by force when it does not. */
export async function closeChromium(browser: Browser): Promise<void> {
  const timer = setTimeout(() => browser.process()?.kill('SIGKILL'), CLOSING_MS);
  try {
    await browser.close();
  } finally {
    clearTimeout(timer);
  }
}

/** What a browser needs of this process's environment: a display and a language, nothing else. */
function browserEnvironment(): Record<string, string> {
  const names = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'LANG'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
