import type { Browser, Page } from 'puppeteer';
import { build } from 'vite';
import { bannerBuild } from '../../extension/build/banner-build.ts';
import type { BannerView } from '../../shared/messages/banner-view.ts';

/** What is shown to the banner's script as the extension's own API. */
interface ActedRuntime {
  post(view: BannerView | null): void;
  readonly sent: unknown[];
}

declare global {
  var actedRuntime: ActedRuntime;
}

const FORM = `<!doctype html><html lang="en"><head><title>A sign-in</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; base-uri 'none'">
</head><body><main><h1>Sign in</h1>
<form><label>Email<input type="email" id="email"></label><button id="next">Next</button></form>
<a id="login" href="#login">Login</a></main></body></html>`;

/** Stands in the page before the banner's script; its shadow root is open here, to be looked into. */
function actRuntime(): void {
  const listeners: ((view: unknown) => void)[] = [];
  const acted: ActedRuntime = {
    post: (view) => {
      for (const listener of listeners) listener(view);
    },
    sent: [],
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: 'open' });
  };
  const runtime = {
    id: 'acted',
    connect: () => ({
      onMessage: { addListener: (listener: (view: unknown) => void) => listeners.push(listener) },
      onDisconnect: { addListener: () => undefined },
    }),
    sendMessage: async (message: unknown) => {
      acted.sent.push(message);
    },
  };
  Object.assign(globalThis, { actedRuntime: acted, chrome: { runtime } });
}

/** The banner's script, as the extension carries it. */
export async function bannerSource(): Promise<string> {
  const [built] = [await build(bannerBuild())].flat();
  const chunk = built !== undefined && 'output' in built ? built.output[0] : undefined;
  if (chunk === undefined) throw new Error('The banner could not be built');
  return chunk.code;
}

/** The banner on a page of the strictest kind, with a background that the test acts. */
export class BannerBench {
  readonly page: Page;
  readonly #source: string;

  private constructor(page: Page, source: string) {
    this.page = page;
    this.#source = source;
  }

  static async open(browser: Browser, source: string): Promise<BannerBench> {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(actRuntime);
    await page.goto(`data:text/html,${encodeURIComponent(FORM)}`);
    return new BannerBench(page, source);
  }

  /** Puts the banner there, as the background does, once or again. */
  async run(): Promise<void> {
    await this.page.evaluate(this.#source);
  }

  async show(view: BannerView | null): Promise<void> {
    await this.page.evaluate((news) => actedRuntime.post(news), view);
  }

  sent(): Promise<unknown[]> {
    return this.page.evaluate(() => actedRuntime.sent);
  }
}
