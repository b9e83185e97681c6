import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import {
  EXTENSION_ID,
  launch,
  type Page,
  PivCard,
  practiceIssuer,
  practiceKeys,
  type VirtualReader,
  type Wardkey,
} from 'wardkey/testing';

const SITE = 'https://portal.nhs.net/smartcard';
export const PIN = '246810';
/** Of the person, in the card's certificates. */
export const NAME = 'Pat Practice';

/**
 * A person with a virtual card, in a reader of a real pcscd, on a page that takes smartcards by Web
 * eID: another card and another tab for each test of the file that calls it.
 */
export class SmartcardVisit {
  readonly wardkey: Wardkey;
  readonly reader: VirtualReader;
  readonly keys: Awaited<ReturnType<typeof practiceKeys>>;
  card: PivCard;
  page: Page;

  private constructor(
    wardkey: Wardkey,
    reader: VirtualReader,
    keys: SmartcardVisit['keys'],
    page: Page,
  ) {
    this.wardkey = wardkey;
    this.reader = reader;
    this.keys = keys;
    this.page = page;
    this.card = new PivCard({ keys, pin: PIN });
  }

  static async begin(settings: object): Promise<SmartcardVisit> {
    const extensions = { [EXTENSION_ID]: settings };
    const wardkey = await launch({
      via: 'pcsc',
      plugged: false,
      policies: { '3rdparty': { extensions } },
    });
    if (!wardkey.reader) throw new Error('no reader');
    const issuer = await practiceIssuer();
    wardkey.portal.state.webEid.trust(issuer.certificate);
    const made = await practiceKeys();
    if (!made['9a'] || !made['9c']) throw new Error('no keys');
    const keys = { '9a': await issuer.certify(made['9a']), '9c': await issuer.certify(made['9c']) };
    return new SmartcardVisit(wardkey, wardkey.reader, keys, await wardkey.browser.newPage());
  }

  async arrive(): Promise<void> {
    this.card = new PivCard({ keys: this.keys, pin: PIN });
    this.reader.insert(this.card);
    this.page = await this.wardkey.browser.newPage();
    await this.page.goto(SITE);
    await this.page.waitForSelector('[data-ready]');
  }

  async leave(): Promise<void> {
    // First, so that no policy about a card that goes finds it.
    if (!this.page.isClosed()) await this.page.close();
    this.reader.remove();
    await this.wardkey.noSignInWindow();
  }

  /** What the page says once it has an answer. */
  async outcome(): Promise<{ state: string | null; text: string | null }> {
    const selector = '#outcome:is([data-state=done], [data-state=failed])';
    const found = await this.page.waitForSelector(selector);
    if (found === null) throw new Error('no outcome');
    return found.evaluate((element) => ({
      state: element.getAttribute('data-state'),
      text: element.textContent,
    }));
  }

  /** The person says yes in the sign-in window. @returns that window */
  async agree(): Promise<Page> {
    const window = await this.wardkey.signInWindow();
    const button = await window.waitForSelector('[data-action=agree]:enabled');
    await button?.click();
    return window;
  }

  /** What the page gets for an action of the protocol: the answer's members, or the code. */
  ask(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.page.evaluate(
      async (action, given) => {
        const client = Reflect.get(window, 'webEid');
        try {
          return await client[action](...given);
        } catch (thrown) {
          return thrown instanceof Object && 'code' in thrown ? thrown.code : String(thrown);
        }
      },
      name,
      args,
    );
  }
}

/**
 * Runs every test of the file on such a visit.
 * @param settings what the administrator has set for the extension
 * @returns the visit, once tests run
 */
export function onSmartcardVisit(settings: object = {}): () => SmartcardVisit {
  let visit: SmartcardVisit | undefined;
  beforeAll(async () => {
    visit = await SmartcardVisit.begin(settings);
  });
  afterAll(() => visit?.wardkey.close());
  beforeEach(() => visit?.arrive());
  afterEach(() => visit?.leave());
  return () => {
    if (visit === undefined) throw new Error('nobody is there yet');
    return visit;
  };
}
