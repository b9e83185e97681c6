import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { BROWSER_NAMES } from '../../kit/browser-names.ts';
import { shiftTab } from '../../kit/guide-in-firefox.ts';
import { BannerBench, bannerSource } from '../../pictures/banner-bench.ts';
import { bannerScenes } from '../../pictures/guide-scenes.ts';
import { openStage, type Stage } from '../../pictures/stage.ts';

// What the banner does under the hands of a person without a mouse, and of one who hears it.

/** Firefox takes its time to start on a computer that is busy with other things. */
const START_MS = 180_000;
/** In such a window the card shows the step alone. */
const SMALL = { width: 360, height: 480 };
const LARGE = { width: 1280, height: 800 };

const scenes = bannerScenes('en');

function scene(name: string): BannerView {
  const view = scenes[name];
  if (view === undefined) throw new Error(`no scene ${name}`);
  return view;
}

let source: string;
beforeAll(async () => {
  source = await bannerSource();
});

describe.each(BROWSER_NAMES)('in %s', (name) => {
  let stage: Stage;
  let bench: BannerBench;
  let page: Page;

  beforeAll(async () => {
    stage = await openStage(name);
  }, START_MS);
  afterAll(() => stage?.close());

  beforeEach(async () => {
    await page?.close();
    bench = await BannerBench.open(stage.browser, source);
    page = bench.page;
    await page.setViewport(LARGE);
    await bench.run();
  });

  /** What the card has the focus on, by its action, or by its class where it has none. */
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const active = document.activeElement?.shadowRoot?.activeElement;
      return active?.getAttribute('data-action') ?? active?.className ?? '';
    });

  const announced = (): Promise<readonly string[]> =>
    page.evaluate(() => {
      const root = document.querySelector('wardkey-guide')?.shadowRoot;
      return [...(root?.querySelectorAll('[role=status]') ?? [])].map((live) => live.textContent);
    });

  const isShown = (selector: string): Promise<boolean> =>
    page.evaluate((wanted) => {
      const root = document.querySelector('wardkey-guide')?.shadowRoot;
      return root?.querySelector(wanted)?.checkVisibility() === true;
    }, selector);

  /** Goes forward by the keyboard until the card has the focus on that. */
  async function tabTo(action: string): Promise<void> {
    for (let pressed = 0; (await focused()) !== action; pressed += 1) {
      if (pressed > 20) throw new Error(`the keyboard does not reach “${action}”`);
      await page.keyboard.press('Tab');
    }
  }

  test('it is read out once it has stood on the page for a moment, and again at the next step', async () => {
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(globalThis, { told });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          const host = [...addedNodes].find((node) => node.nodeName === 'WARDKEY-GUIDE');
          if (!(host instanceof Element)) continue;
          const live = [...(host.shadowRoot?.querySelectorAll('[role=status]') ?? [])];
          told.push(live.map(({ textContent }) => textContent).join(''));
        }
      }).observe(document.documentElement, { childList: true });
    });
    await bench.show(scene('key-first'));
    await expect
      .poll(announced)
      .toEqual([
        expect.stringMatching(/^Sign in with your security key\. Step 1 of 7\. Press ‘Login’/),
        'Put your key into the computer.',
      ]);
    // What it says comes after the regions that say it: a screen reader hears a change alone.
    expect(await page.evaluate(() => Reflect.get(globalThis, 'told'))).toEqual(['']);
    await bench.show(scene('key-touch'));
    await expect
      .poll(announced)
      .toEqual([expect.stringContaining('Step 5 of 7.'), 'Touch your key now.']);
    await bench.show(null);
    await bench.show(scene('key-touch'));
    await expect
      .poll(announced)
      .toEqual([expect.stringContaining('Step 5 of 7.'), 'Touch your key now.']);
  });

  test('news of the device leaves the rest where it is: focus, buttons and text', async () => {
    const step = scene('key-pin');
    await bench.show(step);
    await tabTo('contacts');
    await page.evaluate(() => {
      const root = document.querySelector('wardkey-guide')?.shadowRoot;
      Object.assign(globalThis, {
        kept: [...(root?.querySelectorAll('button, .text, .warning, h2') ?? [])],
      });
    });
    const live = { tone: 'touch', text: 'Touch your key now.' } as const;
    await bench.show({ ...step, live });
    await bench.show({ ...step, live: null });
    const isKept = () =>
      page.evaluate(() => {
        const root = document.querySelector('wardkey-guide')?.shadowRoot;
        const now = [...(root?.querySelectorAll('button, .text, .warning, h2') ?? [])];
        const kept = Reflect.get(globalThis, 'kept');
        return now.length === kept.length && now.every((part, at) => part === kept[at]);
      });
    expect(await isKept()).toBe(true);
    expect(await focused()).toBe('contacts');
    // A button that goes hands the focus to one that is there.
    await bench.show(scene('offer'));
    expect(await focused()).toBe('contacts');
    await bench.show({ ...scene('offer'), buttons: [] });
    expect(await focused()).toMatch(/^pick-/);
  });

  test('choices that come in another order leave the focus on the one that has it', async () => {
    const offer = scene('offer');
    const [first, second, third] = offer.choices;
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error('too few choices');
    }
    await bench.show(offer);
    await tabTo(`pick-${second.journey}`);
    await page.evaluate(() => {
      const root = document.querySelector('wardkey-guide')?.shadowRoot;
      Object.assign(globalThis, { lost: 0 });
      root?.addEventListener('focusout', () => {
        Object.assign(globalThis, { lost: Reflect.get(globalThis, 'lost') + 1 });
      });
    });
    const orders = [
      [second, first, third],
      [third, first, second],
      [first, third, second],
      [second, third],
      [third, second, first],
    ];
    for (const choices of orders) {
      await bench.show({ ...offer, choices });
      expect(await focused()).toBe(`pick-${second.journey}`);
      const shown = await page.evaluate(() => {
        const root = document.querySelector('wardkey-guide')?.shadowRoot;
        const buttons = [...(root?.querySelectorAll('.choices button') ?? [])];
        return buttons.map((button) => [
          button.getAttribute('data-action'),
          button.textContent,
          button.className,
        ]);
      });
      expect(shown).toEqual(
        choices.map(({ journey, text }, at) => [
          `pick-${journey}`,
          text,
          at === 0 ? 'main' : 'plain',
        ]),
      );
    }
    expect(await page.evaluate(() => Reflect.get(globalThis, 'lost'))).toBe(0);
    await page.keyboard.press('Enter');
    const picked = [{ kind: 'guide.pick', journey: second.journey }];
    await expect.poll(() => bench.sent()).toEqual(picked);
    // Where it goes, the same press begins no other journey.
    await bench.show({ ...offer, choices: [first, third] });
    expect(await focused()).toBe('choices');
    await page.keyboard.press('Enter');
    expect(await bench.sent()).toEqual(picked);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(`pick-${first.journey}`);
  });

  test('in a small window the warning and all the rest are a press away, and the focus is not lost', async () => {
    await page.setViewport(SMALL);
    await bench.show(scene('three-warnings'));
    expect(await isShown('.warning')).toBe(false);
    await tabTo('warning');
    await page.keyboard.press('Enter');
    expect(await isShown('.warning')).toBe(true);
    expect(await focused()).toBe('warning');
    expect(await isShown('[data-action=warning]')).toBe(false);

    await page.keyboard.press('Escape');
    expect(await isShown('.warning')).toBe(false);
    expect(await focused()).toBe('warning');

    for (let back = 0; back < 3; back += 1) await shiftTab(page);
    expect(await focused()).toBe('more');
    await page.keyboard.press('Enter');
    expect(await isShown('h2')).toBe(true);
    expect(await focused()).toBe('more');
    await page.keyboard.press('Enter');
    expect(await isShown('h2')).toBe(false);
    expect(await focused()).toBe('more');
  });

  test('Escape closes what was opened, then leads back to where the person was on the page', async () => {
    await bench.show(scene('key-first'));
    await page.evaluate(() => {
      Object.assign(globalThis, { escapes: 0 });
      addEventListener('keydown', ({ key }) => {
        if (key === 'Escape')
          Object.assign(globalThis, { escapes: Reflect.get(globalThis, 'escapes') + 1 });
      });
    });
    await page.focus('#login');
    await tabTo('contacts');
    await page.keyboard.press('Enter');
    expect(await isShown('.people')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await isShown('.people')).toBe(false);
    expect(await focused()).toBe('contacts');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('login');
    // A dialog of the page does not close by it.
    expect(await page.evaluate(() => Reflect.get(globalThis, 'escapes'))).toBe(0);
    expect(await bench.sent()).toEqual([]);
  });
});
