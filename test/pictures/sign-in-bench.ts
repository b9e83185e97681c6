import type { Browser } from 'puppeteer';
import type { Message } from '../../shared/messages/messages.ts';
import type { SignInView } from '../../shared/messages/views.ts';
import { ActedPage } from './acted-background.ts';
import { launchBrowser } from './browser.ts';
import { type PageServer, servePages } from './page-server.ts';
import { signInScenes } from './scenes.ts';

const SCENES = signInScenes('en');

/** The names of all scenes of the sign-in window. */
export const SCENE_NAMES: readonly string[] = Object.keys(SCENES);

/** The sign-in window's view in one scene. @throws Error when there is no such scene */
export function scene(name: string): SignInView {
  const view = SCENES[name];
  if (view === undefined) throw new Error(`No scene ${name}`);
  return view;
}

/** The sign-in window alone in a browser, with a background that the test acts. */
export class SignInBench {
  readonly #server: PageServer;
  readonly #browser: Browser;

  private constructor(server: PageServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  /** @param name of the folder for the build: one for each test file */
  static async start(name: string): Promise<SignInBench> {
    const server = await servePages(`node_modules/.cache/wardkey/${name}`);
    return new SignInBench(server, await launchBrowser());
  }

  open(): Promise<ActedPage> {
    return ActedPage.open(this.#browser, this.#server, 'sign-in');
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}

export function alertText({ page }: ActedPage): Promise<string> {
  return page.$eval('[role=alert]', (place) => place.textContent ?? '');
}

/** The id of what has the focus, or else its tag. */
export function focused({ page }: ActedPage): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    return active?.id || active?.tagName.toLowerCase() || '';
  });
}

export async function sentKinds(acted: ActedPage): Promise<Message['kind'][]> {
  return (await acted.sent()).map(({ kind }) => kind);
}
