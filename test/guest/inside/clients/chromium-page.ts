import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import * as v from 'valibot';
import {
  AuthenticationResponseJson,
  type CreationOptionsJson,
  RegistrationResponseJson,
  type RequestOptionsJson,
} from '../../../../shared/rpc/webauthn-json.ts';
import { closeChromium, launchChromium } from '../../../kit/chromium.ts';
import { PracticePortal } from '../../../portal/server.ts';
import { RP_ID } from './fido-client.ts';

/** An emulated computer takes long to start a browser. */
const PATIENCE_MS = 180_000;

/** Chromium's own WebAuthn, without Wardkey, on a page of the relying party. */
export class ChromiumPage {
  readonly #portal: PracticePortal;
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(portal: PracticePortal, browser: Browser, page: Page) {
    this.#portal = portal;
    this.#browser = browser;
    this.#page = page;
  }

  static async open(): Promise<ChromiumPage> {
    const portal = await PracticePortal.start();
    const home = await mkdtemp(join(tmpdir(), 'chromium-'));
    const launchTimeoutMs = PATIENCE_MS;
    const browser = await launchChromium({ home, headless: true, portal, launchTimeoutMs });
    const [page = await browser.newPage()] = await browser.pages();
    // Any page will do, also one that says that there is none.
    await page.goto(`https://${RP_ID}/`, { timeout: PATIENCE_MS });
    return new ChromiumPage(portal, browser, page);
  }

  async create(options: CreationOptionsJson): Promise<RegistrationResponseJson> {
    const made = await this.#page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(json));
      const credential = await navigator.credentials.create({ publicKey });
      return JSON.stringify(credential);
    }, JSON.stringify(options));
    return v.parse(RegistrationResponseJson, JSON.parse(made));
  }

  async get(options: RequestOptionsJson): Promise<AuthenticationResponseJson> {
    const made = await this.#page.evaluate(async (json) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(json));
      const credential = await navigator.credentials.get({ publicKey });
      return JSON.stringify(credential);
    }, JSON.stringify(options));
    return v.parse(AuthenticationResponseJson, JSON.parse(made));
  }

  async close(): Promise<void> {
    await closeChromium(this.#browser);
    await this.#portal.close();
  }
}
