import type { Browser, Page } from 'puppeteer';
import type { CheckUpView } from '../../shared/messages/check-up-view.ts';
import type { GuideView } from '../../shared/messages/guide-view.ts';
import type { Message, MessageReply } from '../../shared/messages/messages.ts';
import type { SettingsView } from '../../shared/messages/settings-view.ts';
import type { PopupView, SignInView } from '../../shared/messages/views.ts';
import type { PageName, PageServer } from './page-server.ts';

/** The background as a page of ours sees it, acted by a test. */
interface ActedBackground {
  post(view: unknown): void;
  readonly sent: Message[];
  reply: MessageReply | undefined;
  closed: boolean;
}

declare global {
  var actedBackground: ActedBackground;
}

/** Stands in the page before its own scripts, in the place of the extension APIs. */
function actBackground(): void {
  type Listener = (message: unknown) => void;
  const listeners: Listener[] = [];
  const acted: ActedBackground = {
    post: (view) => {
      for (const listener of listeners) listener(view);
    },
    sent: [],
    reply: { ok: true },
    closed: false,
  };
  const runtime = {
    id: 'acted',
    getManifest: () => ({ version: '0.1.0' }),
    getURL: (path: string) => `/${path}`,
    connect: () => ({
      onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
      onDisconnect: { addListener: () => undefined },
    }),
    sendMessage: async (message: Message) => {
      acted.sent.push(message);
      return acted.reply;
    },
  };
  window.close = () => {
    acted.closed = true;
  };
  const windows = { getCurrent: async () => ({ incognito: false }) };
  const browser = { runtime, windows };
  Object.assign(globalThis, { actedBackground: acted, browser, chrome: browser });
}

/** A page of the product in a browser, with a background that the test acts. */
export class ActedPage {
  readonly page: Page;
  /** Uncaught errors, complaints of the content security policy included. */
  readonly troubles: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(message.text());
    });
  }

  static async open(
    browser: Browser,
    server: PageServer,
    name: PageName,
    hash = '',
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<ActedPage> {
    const acted = new ActedPage(await browser.newPage());
    await prepare(acted.page);
    await acted.page.evaluateOnNewDocument(actBackground);
    await acted.page.goto(server.address(name) + hash);
    return acted;
  }

  async show(view: PopupView | SignInView | CheckUpView | GuideView | SettingsView): Promise<void> {
    await this.page.evaluate((news) => actedBackground.post(news), view);
  }

  sent(): Promise<Message[]> {
    return this.page.evaluate(() => actedBackground.sent);
  }

  isClosed(): Promise<boolean> {
    return this.page.evaluate(() => actedBackground.closed);
  }

  async replyWith(reply: MessageReply): Promise<void> {
    await this.page.evaluate((next) => {
      actedBackground.reply = next;
    }, reply);
  }
}
