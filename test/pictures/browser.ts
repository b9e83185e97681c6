import { type Browser, launch } from 'puppeteer';

/** Chromium without an extension and without a way out: the pages are served from loopback. */
export function launchBrowser(): Promise<Browser> {
  return launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
      '--hide-scrollbars',
      '--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE 127.0.0.1',
    ],
  });
}
