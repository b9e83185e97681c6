import type { Browser } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SignInView } from '../../shared/messages/views.ts';
import { ActedPage } from '../pictures/acted-background.ts';
import { launchBrowser } from '../pictures/browser.ts';
import { type PageServer, servePages } from '../pictures/page-server.ts';
import { signInScenes } from '../pictures/scenes.ts';

const SCENES = signInScenes('en');
const PIN = '735194';

let server: PageServer;
let browser: Browser;
let acted: ActedPage;

beforeAll(async () => {
  server = await servePages('node_modules/.cache/wardkey/pages-sign-in');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  acted = await ActedPage.open(browser, server, 'sign-in');
});

afterEach(async () => {
  expect(acted.troubles).toEqual([]);
  await acted.page.close();
});

function scene(name: string): SignInView {
  const view = SCENES[name];
  if (view === undefined) throw new Error(`No scene ${name}`);
  return view;
}

async function showOpenPin(name: string): Promise<void> {
  await acted.show(scene(name));
  await acted.page.waitForSelector('#pin:enabled');
}

function fieldValue(): Promise<string | null> {
  return acted.page.evaluate(() => document.querySelector<HTMLInputElement>('#pin')?.value ?? null);
}

function alertText(): Promise<string> {
  return acted.page.$eval('[role=alert]', (place) => place.textContent ?? '');
}

function focused(): Promise<string> {
  return acted.page.evaluate(() => {
    const active = document.activeElement;
    return active?.id || active?.tagName.toLowerCase() || '';
  });
}

async function sentKinds(): Promise<string[]> {
  return (await acted.sent()).map(({ kind }) => kind);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the PIN field', () => {
  test('is shut for 700 ms, then open, empty and focused', async () => {
    const view = scene('pin');
    const { early, opened } = await acted.page.evaluate(async (news) => {
      actedBackground.post(news);
      const from = performance.now();
      const field = document.querySelector<HTMLInputElement>('#pin');
      const early = field?.disabled;
      while (field?.disabled) await new Promise((resolve) => requestAnimationFrame(resolve));
      return { early, opened: performance.now() - from };
    }, view);
    expect(early).toBe(true);
    expect(opened).toBeGreaterThanOrEqual(699);
    expect(opened).toBeLessThan(1_500);
    expect(await focused()).toBe('pin');
    expect(await fieldValue()).toBe('');
  });

  test('takes nothing of a stream of keys and Enter that was under way when it came', async () => {
    const view = scene('pin');
    let streaming = true;
    const stream = (async () => {
      while (streaming) {
        await acted.page.keyboard.type('86420', { delay: 15 });
        await acted.page.keyboard.press('Enter');
      }
    })();
    await pause(100);
    await acted.show(view);
    await pause(1_500);
    streaming = false;
    await stream;
    expect(await fieldValue()).toBe('');
    expect(await sentKinds()).toEqual([]);
    await acted.page.waitForSelector('#pin:enabled');
    expect(await fieldValue()).toBe('');
    await acted.page.keyboard.press('Enter');
    await pause(50);
    expect(await sentKinds()).toEqual([]);
    expect(await alertText()).toBe('');
  });

  test('sends what was typed once, and keeps nothing of it', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type(PIN);
    await acted.page.keyboard.press('Enter');
    await acted.page.keyboard.press('Enter');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toEqual([
      { kind: 'step.pin', step: 'step-1', pin: PIN, lastTryAgreed: false },
    ]);
    expect(await acted.page.content()).not.toContain(PIN);
    expect(await fieldValue()).toBeNull();
    await pause(800);
    await acted.page.keyboard.press('Enter');
    expect(await sentKinds()).toHaveLength(1);
  });

  test('never sends a PIN that is too short or too long', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type('735');
    await acted.page.keyboard.press('Enter');
    expect(await alertText()).toContain('too short. It has at least 4');
    await acted.page.keyboard.type('é'.repeat(31));
    await acted.page.keyboard.press('Enter');
    expect(await alertText()).toContain('too long');
    expect(await sentKinds()).toEqual([]);
  });

  test('counts code points, and sends the composed form', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.sendCharacter('😀😀');
    await acted.page.keyboard.press('Enter');
    expect(await alertText()).toContain('too short');
    await acted.page.keyboard.sendCharacter('e\u0301x');
    await acted.page.keyboard.press('Enter');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toMatchObject([{ pin: '😀😀\u00E9x' }]);
  });

  test('is emptied and shut when the window loses the focus, and guarded again after', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type(PIN);
    expect(await fieldValue()).toBe(PIN);
    await acted.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    expect(await fieldValue()).toBe('');
    expect(await acted.page.$('#pin:enabled')).toBeNull();
    await pause(900);
    expect(await acted.page.$('#pin:enabled')).toBeNull();
    await acted.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await acted.page.keyboard.type(PIN);
    await acted.page.waitForSelector('#pin:enabled');
    expect(await fieldValue()).toBe('');
  });

  test('asks for a yes before the last try', async () => {
    await showOpenPin('pin-last-try');
    await acted.page.keyboard.type(PIN);
    await acted.page.keyboard.press('Enter');
    expect(await alertText()).toContain('Only one try is left');
    expect(await sentKinds()).toEqual([]);
    expect(await focused()).toBe('last-try');
    await acted.page.keyboard.press('Space');
    await acted.page.click('[data-action=send-pin]');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toMatchObject([{ pin: PIN, lastTryAgreed: true }]);
  });

  test('shows what was typed only when asked, and hides it when the stage goes', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type(PIN);
    await acted.page.click('[data-action=reveal-pin]');
    expect(await acted.page.$eval('#pin', (field) => field.getAttribute('type'))).toBe('text');
    const field = await acted.page.$('#pin');
    await acted.show(scene('working'));
    expect(
      await field?.evaluate((old) =>
        old instanceof HTMLInputElement ? [old.type, old.value] : [],
      ),
    ).toEqual(['password', '']);
  });

  test('a new step begins empty and says why', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type(PIN);
    await acted.show(scene('pin-wrong'));
    expect(await fieldValue()).toBe('');
    expect(await alertText()).toContain('That PIN is wrong.');
    expect(await acted.page.$eval('#pin-tries', (tries) => tries.textContent)).toBe(
      'Tries left: 7',
    );
  });

  test('takes what is pasted', async () => {
    await showOpenPin('pin');
    await acted.page.evaluate((pin) => {
      const source = document.createElement('input');
      source.value = pin;
      document.body.append(source);
      source.select();
    }, PIN);
    await acted.page.keyboard.press('KeyC', { commands: ['Copy'] });
    await acted.page.focus('#pin');
    await acted.page.keyboard.press('KeyV', { commands: ['Paste'] });
    await acted.page.click('[data-action=send-pin]');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toMatchObject([{ pin: PIN }]);
  });
});

describe('the window', () => {
  test.each(Object.keys(SCENES).filter((name) => !name.startsWith('pin')))(
    'gives the focus to the heading of %s, and has a way out',
    async (name) => {
      await acted.show(scene(name));
      expect(await focused()).toBe('h1');
      const ways = await acted.page.$$('[data-action=cancel], [data-action=close]');
      expect(ways).toHaveLength(1);
    },
  );

  test('Escape leaves, but not while keys may be meant for another window', async () => {
    await acted.show(scene('touch-key'));
    await acted.page.keyboard.press('Escape');
    expect(await sentKinds()).toEqual([]);
    await pause(750);
    await acted.page.keyboard.press('Escape');
    await acted.page.waitForFunction(() => actedBackground.closed);
    expect(await sentKinds()).toEqual(['sign-in.leave']);
  });

  test('a choice is answered once, by keyboard alone', async () => {
    await acted.show(scene('account-choice'));
    await acted.page.keyboard.press('Tab');
    await acted.page.keyboard.press('Tab');
    await acted.page.keyboard.press('Enter');
    await acted.page.keyboard.press('Enter');
    await acted.page.waitForSelector('[data-action=choose]:disabled');
    expect(await acted.sent()).toEqual([{ kind: 'step.account', step: 'step-1', account: 1 }]);
  });

  test('a device is chosen by its id', async () => {
    await acted.show(scene('device-choice'));
    await acted.page.click('li:nth-child(2) [data-action=choose]');
    expect(await acted.sent()).toEqual([{ kind: 'step.device', step: 'step-1', device: 'card-1' }]);
  });

  test('an answer that was not taken is explained', async () => {
    await acted.show(scene('device-choice'));
    await acted.replyWith({ ok: false, code: 'ceremony-unknown' });
    await acted.page.click('[data-action=choose]');
    await acted.page.waitForSelector('[role=alert] p');
    expect(await alertText()).toContain('This sign-in is over');
  });

  test('news of what is attached leave the focus where it is', async () => {
    await acted.show(scene('device-wait'));
    await acted.page.focus('[data-action=cancel]');
    await acted.show(scene('device-wait-found'));
    expect(await acted.page.$$eval('.device', (lines) => lines.length)).toBe(2);
    expect(await focused()).toBe('button');
  });

  test('a failure offers another try for its own tab, and the browser’s own way', async () => {
    await acted.show(scene('failed-removed'));
    await acted.page.click('[data-action=try-again]');
    expect(await acted.sent()).toEqual([{ kind: 'sign-in.choose', tabId: 7 }]);
    await acted.page.click('[data-action=own-way]');
    await acted.page.waitForFunction(() => actedBackground.closed);
    expect(await sentKinds()).toEqual(['sign-in.choose', 'sign-in.leave']);
  });

  test('a failure that another try cannot help offers none', async () => {
    await acted.show(scene('failed-blocked'));
    expect(await acted.page.$('[data-action=try-again]')).toBeNull();
    expect(await acted.page.$eval('.explanation', (told) => told.textContent)).toContain(
      'Your local administrator can help.',
    );
  });

  test('what a device calls itself is text, and never a line of ours', async () => {
    const view = scene('device-choice');
    if (view.stage.type !== 'device-choice') throw new Error('Another stage');
    const [device] = view.stage.devices;
    if (device === undefined) throw new Error('No device');
    const name = '<img src=x onerror="document.title=1">\u202Eevil';
    await acted.show({ ...view, stage: { ...view.stage, devices: [{ ...device, name }] } });
    expect(await acted.page.$('main img')).toBeNull();
    expect(await acted.page.$eval('.device strong', (shown) => shown.textContent)).toBe(
      '<img src=x onerror="document.title=1"> evil',
    );
  });

  test('a view of another shape is not shown', async () => {
    await acted.show(scene('touch-key'));
    await acted.page.evaluate(() => actedBackground.post({ stage: { type: 'done' } }));
    expect(await acted.page.$eval('body', (body) => body.dataset['stage'])).toBe('touch');
  });

  test('without a sign-in it says so', async () => {
    await acted.page.waitForSelector('[data-stage=failed]', { timeout: 8_000 });
    expect(await acted.page.$eval('.code', (line) => line.textContent)).toContain(
      'ceremony-unknown',
    );
  });
});
