import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer';
import type { Message, MessageReply } from '../../../shared/messages/messages.ts';
import type { RpcRequest } from '../../../shared/rpc/json-rpc.ts';
import { closeChromium, launchChromium, userDataFolder } from '../../kit/chromium.ts';
import { Extension } from '../../kit/extension.ts';
import { writeNativeHost } from '../../kit/native-host.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { PracticePortal } from '../../portal/server.ts';
import { buildTargets, TARGETS } from '../../run/build.ts';
import type { Behaviour } from './scripted-bridge.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const POPUP_ATTEMPTS = 3;

/** Chromium with the full edition and a bridge that a test scripts: for the background alone. */
export interface ScriptedBrowser {
  readonly browser: Browser;
  readonly extension: Extension;
  /** What the bridge does with the next ceremony. */
  behave(behaviour: Behaviour): Promise<void>;
  /** Everything that the bridge was asked, in order. */
  asked(): Promise<RpcRequest[]>;
  /** Sends a message from the real popup, which is opened over the page. */
  fromPopup(page: Page, make: (tabId: number) => Message): Promise<MessageReply>;
  /** Chooses Wardkey for a page. */
  choose(page: Page): Promise<MessageReply>;
  close(): Promise<void>;
}

export async function startScriptedBrowser(
  options: { readonly withBridge?: boolean } = {},
): Promise<ScriptedBrowser> {
  await buildTargets(['full']);
  const folder = await temporaryFolder();
  const extensionFolder = join(folder.path, 'extension');
  await cp(join(ROOT, TARGETS.full), extensionFolder, { recursive: true });
  const portal = await PracticePortal.start();
  await writeFile(join(folder.path, 'behaviour'), 'instant');
  await writeFile(join(folder.path, 'log'), '');
  if (options.withBridge !== false) {
    const script = fileURLToPath(new URL('scripted-bridge.ts', import.meta.url));
    await writeNativeHost({
      userData: userDataFolder(folder.path),
      command: [process.execPath, script, folder.path],
    });
  }
  const browser = await launchChromium({
    home: folder.path,
    extension: extensionFolder,
    headless: true,
    portal,
  });
  const extension = new Extension(browser);
  await extension.worker();
  const openPopup = async (page: Page): Promise<{ popup: Page; tabId: number }> => {
    await page.bringToFront();
    const worker = await extension.worker();
    const tabId = await worker.evaluate(async () => {
      // The sign-in window may have had the focus last, and has no toolbar to hang a popup at.
      const { id } = await chrome.windows.getLastFocused({ windowTypes: ['normal'] });
      if (id === undefined) return -1;
      await chrome.action.openPopup({ windowId: id });
      const [tab] = await chrome.tabs.query({ active: true, windowId: id });
      return tab?.id ?? -1;
    });
    return { popup: await extension.waitForPage('extension/pages/popup/popup.html'), tabId };
  };
  const fromPopup: ScriptedBrowser['fromPopup'] = async (page, make) => {
    for (let attempt = 1; ; attempt += 1) {
      const { popup, tabId } = await openPopup(page);
      try {
        const reply = await popup.evaluate(
          (message): Promise<MessageReply> => chrome.runtime.sendMessage(message),
          make(tabId),
        );
        await popup.close();
        return reply;
      } catch (error) {
        // The window of an earlier sign-in that closes late takes the focus, and with it the popup.
        if (!popup.isClosed() || attempt === POPUP_ATTEMPTS) throw error;
      }
    }
  };
  return {
    browser,
    extension,
    behave: (behaviour) => writeFile(join(folder.path, 'behaviour'), behaviour),
    asked: async () =>
      (await readFile(join(folder.path, 'log'), 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    fromPopup,
    choose: (page) => fromPopup(page, (tabId) => ({ kind: 'sign-in.choose', tabId })),
    close: async () => {
      await closeChromium(browser);
      await portal.close();
      await folder.remove();
    },
  };
}
