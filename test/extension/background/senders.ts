import type { Page } from 'puppeteer';
import { installOtherExtension } from '../../kit/other-extension.ts';
import type { ScriptedBrowser } from './scripted-browser.ts';

/** A page of the web on which Wardkey has a content script. */
export const LISTED = 'https://login.microsoft.com/blank';

/**
 * Runs a function inside a sender, with an argument that survives JSON and Wardkey's id. The
 * function goes there as text: it knows nothing of what is around it here.
 */
export type Inside = <A>(
  run: (argument: A, id: string) => Promise<unknown>,
  argument: A,
) => Promise<unknown>;

/** A page at an address; one that has no scheme is of the extension itself. */
export async function pageAt(wardkey: ScriptedBrowser, address: string): Promise<Inside> {
  const page = await wardkey.browser.newPage();
  await page.goto(new URL(address, `chrome-extension://${wardkey.extension.id}`).href);
  return insidePage(page, wardkey.extension.id);
}

/** A page of an extension that is not ours. */
export async function otherExtension(wardkey: ScriptedBrowser): Promise<Inside> {
  const { page } = await installOtherExtension(wardkey.browser);
  return insidePage(page, wardkey.extension.id);
}

/** The content script on a listed page. */
export async function contentScript({ browser, extension }: ScriptedBrowser): Promise<Inside> {
  const page = await browser.newPage();
  const devtools = await page.createCDPSession();
  const world = new Promise<string>((resolve) => {
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${extension.id}`) resolve(context.uniqueId);
    });
  });
  await devtools.send('Runtime.enable');
  await page.goto(LISTED);
  const uniqueContextId = await world;
  return async (run, argument) => {
    const { result } = await devtools.send('Runtime.evaluate', {
      expression: callOf(run, argument, extension.id),
      uniqueContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  };
}

function insidePage(page: Page, id: string): Inside {
  return (run, argument) => page.evaluate(callOf(run, argument, id));
}

/** A call as an expression. */
function callOf(run: unknown, ...given: readonly unknown[]): string {
  return `(${run})(${given.map((value) => JSON.stringify(value)).join(', ')})`;
}
