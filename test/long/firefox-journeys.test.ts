import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EitherBrowser, GuideInFirefox, type Page } from 'wardkey/testing';
import { journeyOf } from '../../shared/journeys/catalogue.ts';
import { goBack, goOn, isOver, startAt } from '../../shared/journeys/engine.ts';
import { sayOfJourney } from '../../shared/words/journey-words.ts';

// What a stranger in Firefox reads of each journey for keys and cards, step by step and by the
// keyboard alone, from "Something else" to the end. Firefox opens no panel from a page: there, the
// choice of all journeys is a tab of its own.

/** Firefox takes its time to start on a computer that is busy with other things. */
const PATIENCE_MS = 180_000;
const PANEL = 'extension/pages/guide/guide.html';

/** Those without steps are answered where they are chosen. */
const JOURNEYS = [
  'fido2-start',
  'fido2-register',
  'fido2-forgot-pin',
  'fido2-lost',
  'fido2-not-working',
  'smartcard-sign-in',
  'smartcard-register',
  'smartcard-problems',
  'number-match-sign-in',
  'account-locked',
  'unexpected-prompt',
] as const;

let wardkey: EitherBrowser;
let page: Page;
let guide: GuideInFirefox;

beforeAll(async () => {
  // With a key, the steps that wait for one would go by themselves.
  wardkey = await EitherBrowser.launch('firefox', { plugged: false });
  page = await wardkey.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto('https://portal.nhs.net/');
  guide = await GuideInFirefox.on(wardkey, page);
}, PATIENCE_MS);
afterAll(() => wardkey?.close());

/** The tab that the banner's own button opened. */
async function opened(button: string): Promise<Page> {
  const before = new Set(wardkey.browser.targets());
  await guide.pressByKeyboard(button);
  const target = await wardkey.browser.waitForTarget((one) => !before.has(one));
  const panel = await target.page();
  if (panel === null) throw new Error('the guide opened no page');
  await panel.waitForFunction(() => document.querySelector('main button') !== null);
  expect(await panel.evaluate(() => location.href)).toBe(wardkey.addressOf(PANEL));
  return panel;
}

/** Each begins at the first page, with nothing left of the one before. */
beforeEach(async () => {
  await page.bringToFront();
  await page.goto('https://portal.nhs.net/');
  await guide.says('Who can help now');
  if ((await guide.text()).includes('Finish here')) await guide.press('Finish here');
  await page.reload();
});

const isInFront = (where: Page) => where.evaluate(() => document.visibilityState === 'visible');

test.each(JOURNEYS)('%s', async (id) => {
  const journey = journeyOf(id);
  if (journey === undefined) throw new Error('no such journey');
  const { steps } = journey;
  await guide.says('Can Wardkey help you here?');
  const panel = await opened('Something else');
  await panel.focus(`[data-action="pick-${id}"]`);
  await panel.keyboard.press('Enter');
  // Back at the page from which the choice was opened, with the first step.
  await expect.poll(() => isInFront(page)).toBe(true);

  let place = startAt(journey, 'portal-home');
  const first = place.step;
  while (!isOver(journey, place)) {
    const { step } = place;
    const told = await guide.says(`Step ${step} of ${steps.length}`);
    expect(told).toContain(sayOfJourney('en', id, `step${step}`));
    for (const [at, { before }] of journey.warnings.entries()) {
      if (before === step) expect(told).toContain(sayOfJourney('en', id, `warning${at + 1}`));
    }
    await expect.poll(() => guide.announced()).toContain(`Step ${step} of ${steps.length}`);
    // The next press of Enter is for the same button: the focus stays on it.
    if (step > first) expect(await guide.focused()).toBe('Next');
    await guide.pressByKeyboard('Next');
    place = goOn(journey, place);
  }
  await guide.says(sayOfJourney('en', id, 'done'));
  expect(await guide.focused()).not.toBe('');
  await guide.pressByKeyboard('Back');
  place = goBack(place);
  await guide.says(`Step ${place.step} of ${steps.length}`);

  // The tab with the whole journey shows this one, at this step.
  await panel.bringToFront();
  const current = await panel.waitForSelector('[aria-current]');
  expect(await current?.evaluate((item) => item.textContent)).toContain(
    sayOfJourney('en', id, `step${place.step}`),
  );
  await panel.close();
  await page.bringToFront();
  await guide.pressByKeyboard('Finish here');
  await guide.isGone();
});
