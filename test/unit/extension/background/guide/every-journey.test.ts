import { describe, expect, test } from 'vitest';
import { bannerView } from '../../../../../extension/background/guide/banner-text.ts';
import { Guide } from '../../../../../extension/background/guide/guide.ts';
import { GuideStore } from '../../../../../extension/background/guide/guide-store.ts';
import { type GuideSpot, readGuideCode } from '../../../../../shared/diagnosis/guide-code.ts';
import { JOURNEYS } from '../../../../../shared/journeys/catalogue.ts';
import { isDoneOn, isSeen } from '../../../../../shared/journeys/engine.ts';
import type { Journey, Step } from '../../../../../shared/journeys/journey.ts';
import type { BannerView } from '../../../../../shared/messages/banner-view.ts';
import { PAGE_IDS } from '../../../../../shared/portals/catalogue.ts';
import { LANGUAGES, type Language } from '../../../../../shared/settings/settings.ts';

// Every journey is walked as a person walks it: by the pages where a step has one, by Next where it
// has none; with a worker that dies at every step, and pages that have nothing to do with it.

const TAB = 7;
const VERSION = '1.4.2';
const KNOWN: readonly string[] = PAGE_IDS;

/** A person at a browser whose worker may die at any moment. */
class Walk {
  readonly #kept: Record<string, unknown> = {};
  readonly #language: Language;
  #guide: Guide = this.#worker();

  constructor(language: Language) {
    this.#language = language;
  }

  #worker(): Guide {
    const area = {
      get: async () => structuredClone(this.#kept),
      set: async (items: Record<string, unknown>) => void Object.assign(this.#kept, items),
    };
    return new Guide({ store: new GuideStore(area), onChange: () => {}, onFinish: () => {} });
  }

  /** What the banner shows now. */
  get banner(): BannerView {
    const view = bannerView({
      language: this.#language,
      guide: this.#guide.of(TAB),
      contacts: undefined,
      version: VERSION,
      signIn: 'none',
      bridge: { state: 'ready', version: '1' },
      list: { devices: [], problems: [] },
      touch: false,
      cards: null,
      trouble: null,
    });
    if (view === null) throw new Error('there is no banner');
    return view;
  }

  get step(): number {
    return this.#guide.of(TAB).place?.step ?? 0;
  }

  async pick(journey: string): Promise<void> {
    await this.#guide.pick(TAB, journey);
  }

  async press(move: 'next' | 'back'): Promise<void> {
    await this.#guide.move(TAB, move);
  }

  async see(page: string | null): Promise<void> {
    await this.#guide.onPage(TAB, page, true);
  }

  /** The browser ends the worker; the next one takes up what it left. */
  async workerDies(): Promise<void> {
    // What it handed to the browser to be kept gets there.
    await new Promise((resolve) => setImmediate(resolve));
    this.#guide = this.#worker();
    await this.#guide.loaded;
  }
}

function pageOf(step: Step | undefined): string | undefined {
  return step?.pages.find((page) => KNOWN.includes(page) && isDoneOn(step, page));
}

/** A page of the catalogue that no step of a journey is done on. */
function strangePage({ steps }: Journey): string {
  const found = KNOWN.find((page) => !steps.some(({ pages }) => pages.includes(page)));
  if (found === undefined) throw new Error('every page belongs to it');
  return found;
}

function expectHelp(
  { contacts, buttons }: BannerView,
  spot: Pick<GuideSpot, 'journey' | 'step'>,
): void {
  expect(buttons.map(({ act }) => act)).toContain('contacts');
  expect(contacts.people.length).toBeGreaterThan(0);
  for (const { name, lines } of contacts.people) {
    expect(name).not.toBe('');
    expect(lines.filter((line) => line !== '').length).toBeGreaterThan(1);
  }
  // Behind the words about it, the code alone can be given to `wardkey explain`.
  const code = /WK-[0-9A-Z-]+$/.exec(contacts.code)?.[0] ?? '';
  expect(readGuideCode(code)).toMatchObject({ version: [1, 4, 2], ...spot });
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(JOURNEYS.map((journey) => [journey.id, journey] as const))(
    '%s leads to its end',
    async (id, journey) => {
      const walk = new Walk(language);
      await walk.pick(id);
      if (journey.steps.length === 0) {
        expect(walk.banner.text).not.toBe('');
        expectHelp(walk.banner, { journey: id, step: 0 });
        return;
      }
      const seen: number[] = [];
      for (let turn = 0; turn <= journey.steps.length; turn += 1) {
        const at = walk.step;
        const step = journey.steps[at - 1];
        if (step === undefined || step.end === true) break;
        seen.push(at);
        await walk.see(pageOf(step) ?? null);
        expect(walk.step, 'a page of the step itself moves nothing').toBe(at);
        const { banner } = walk;
        expect(banner.text).not.toBe('');
        expect(banner.position).not.toBe('');
        expect(banner.buttons.filter(({ main }) => main)).toHaveLength(1);
        expectHelp(banner, { journey: id, step: at });
        if (pageOf(step) !== undefined) expect(banner.open, 'the page itself').toBeNull();

        await walk.workerDies();
        expect(walk.banner, 'a worker that died is not noticed').toEqual(banner);
        await walk.see(null);
        await walk.see(strangePage(journey));
        expect(walk.step, 'pages of others move nothing').toBe(at);
        const address = step.url?.startsWith('https:') ? step.url : undefined;
        expect(walk.banner.open?.url, 'another page is one press away').toBe(address);
        await walk.see(pageOf(step) ?? null);
        expect(walk.step).toBe(at);

        await walk.press('next');
        expect(walk.step, 'Next goes on').toBeGreaterThan(at);
        const next = walk.step;
        await walk.press('back');
        expect(walk.step, 'Back is one step').toBe(next - 1);
        await walk.press('next');
        expect(walk.step).toBe(next);
      }
      expect(seen.length).toBeGreaterThan(0);
      const end = walk.banner;
      expect(end.text, 'the end says so').not.toBe('');
      expectHelp(end, { journey: id, step: journey.steps.length });
      expect(end.buttons.map(({ act }) => act)).toContain('finish');
      await walk.press('back');
      expect(walk.banner.position).not.toBe('');
    },
  );
});

test.each(JOURNEYS.filter(({ steps }) => steps.some(isSeen)).map((one) => [one.id, one] as const))(
  '%s follows its pages alone, over every change of host',
  async (id, journey) => {
    const walk = new Walk('en');
    await walk.pick(id);
    for (const [at, step] of journey.steps.entries()) {
      const page = pageOf(step);
      if (page === undefined) continue;
      await walk.see(null);
      await walk.see(page);
      const { steps } = journey;
      const now = steps[walk.step - 1];
      expect(now === undefined || now.pages.includes(page), `${page} at step ${at + 1}`).toBe(true);
      expect(walk.banner.text).not.toBe('');
    }
  },
);

test('each page that a browser shows in a step is one that Wardkey knows', () => {
  const unknown = JOURNEYS.flatMap(({ id, steps }) =>
    steps
      .filter(isSeen)
      .filter((step) => pageOf(step) === undefined)
      .map(() => id),
  );
  expect(unknown).toEqual([]);
});
