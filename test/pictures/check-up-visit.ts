import type { Browser, Page } from 'puppeteer';
import type { CheckUpRun, DeviceTrial } from '../../shared/messages/check-up-view.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { ActedPage } from './acted-background.ts';
import type { PageServer } from './page-server.ts';

/** What the bridge has found, in stories that a person may meet. */
export const CHECK_UP_STORIES = {
  well: {
    findings: [{ code: 'key-seen', facts: { model: 'Practice Key 5' } }],
    checks: [{ check: 'keys', state: 'done', ms: 40 }],
  },
  'pin-blocked': {
    findings: [
      { code: 'key-seen', facts: { model: 'Practice Key 5' } },
      { code: 'pin-blocked', facts: { model: 'Practice Key 5' } },
      { code: 'card-service-stopped' },
    ],
    checks: [{ check: 'key-pin', state: 'done', ms: 52 }],
  },
  'service-stopped': {
    findings: [{ code: 'key-none' }, { code: 'card-service-stopped' }],
    checks: [{ check: 'card-service', state: 'done', ms: 12 }],
  },
  unknown: {
    findings: [{ code: 'unanswered-key', facts: { check: 'keys' } }],
    checks: [{ check: 'keys', state: 'unanswered', ms: 2500 }],
  },
} as const satisfies Readonly<Record<string, unknown>>;

export type CheckUpStory = keyof typeof CHECK_UP_STORIES;

const SURROUNDINGS = { version: '0.1.0', trial: null };

/** The check-up page with a bridge that a test acts, and a portal that answers. */
export class CheckUpVisit {
  readonly acted: ActedPage;
  readonly #language: Language;
  #run: CheckUpRun | null = null;
  #runs = 0;
  #trials = 0;

  private constructor(acted: ActedPage, language: Language) {
    this.acted = acted;
    this.#language = language;
  }

  /** @param hash what the page begins with */
  static async open(
    browser: Browser,
    server: PageServer,
    { language = 'en', hash = '' }: { readonly language?: Language; readonly hash?: string } = {},
  ): Promise<CheckUpVisit> {
    const acted = await ActedPage.open(browser, server, 'check-up', hash, answerForPortals);
    const visit = new CheckUpVisit(acted, language);
    await acted.show({ ...SURROUNDINGS, language, run: null });
    return visit;
  }

  get page(): Page {
    return this.acted.page;
  }

  /**
   * Presses the button.
   * @param again from the verdict of another run
   * @returns the id of the run that the page asked for
   */
  async start(again?: 'again'): Promise<string> {
    if (again !== undefined) await this.page.click('[data-action=again]');
    await this.page.click('[data-action=start]');
    return this.started();
  }

  /** @returns the id of the run that the page has asked for */
  async started(): Promise<string> {
    const asked = await this.page.waitForFunction(
      (seen) => {
        const runs = actedBackground.sent.filter(({ kind }) => kind === 'check-up.run');
        const last = runs[seen];
        return last?.kind === 'check-up.run' ? last.id : undefined;
      },
      {},
      this.#runs,
    );
    this.#runs += 1;
    return String(await asked.jsonValue());
  }

  /** Tells the page how its run stands. */
  async tell(id: string, run: Partial<CheckUpRun>): Promise<void> {
    this.#run = { id, progress: [], browser: [], result: null, failure: null, ...run };
    await this.acted.show({ ...SURROUNDINGS, language: this.#language, run: this.#run });
  }

  /** Presses the button that tries a device. @returns the id of the try that the page asked for */
  async startTrial(
    device: DeviceTrial['device'],
    press = `[data-action=try-${device}]`,
  ): Promise<string> {
    await this.page.click(press);
    const asked = await this.page.waitForFunction(
      (seen) => {
        const last = actedBackground.sent.filter(({ kind }) => kind === 'check-up.try')[seen];
        return last?.kind === 'check-up.try' ? last.id : undefined;
      },
      {},
      this.#trials,
    );
    this.#trials += 1;
    return String(await asked.jsonValue());
  }

  /** Tells the page how its try has ended. */
  async tellTrial(trial: DeviceTrial): Promise<void> {
    await this.acted.show({ ...SURROUNDINGS, language: this.#language, run: this.#run, trial });
  }

  /** Goes through a whole check-up. @returns what the page says is the cause */
  async tellStory(story: CheckUpStory): Promise<string> {
    const { findings, checks } = CHECK_UP_STORIES[story];
    const id = await this.start();
    await this.tell(id, {
      result: {
        findings: findings.map((finding) => ({ ...finding })),
        checks: checks.map((check) => ({ ...check })),
      },
    });
    const verdict = await this.page.waitForSelector('[data-cause]');
    return (await verdict?.evaluate((part) => part.getAttribute('data-cause'))) ?? '';
  }
}

/** The extension itself may read the portals' answers; this page of loopback has to be let. */
const ANYBODY = { 'access-control-allow-origin': '*' };

/** Lets the portals answer, as nothing goes out of this browser. */
async function answerForPortals(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isOurs = request.url().startsWith('http://127.0.0.1');
    void (isOurs
      ? request.continue()
      : request.respond({ status: 200, headers: ANYBODY, body: '' }));
  });
}
