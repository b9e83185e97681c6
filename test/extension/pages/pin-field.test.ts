import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActedPage } from '../../pictures/acted-background.ts';
import { alertText, focused, SignInBench, scene, sentKinds } from '../../pictures/sign-in-bench.ts';

const PIN = '735194';

let bench: SignInBench;
let acted: ActedPage;

beforeAll(async () => {
  bench = await SignInBench.start('pages-pin-field');
});

afterAll(() => bench?.close());

beforeEach(async () => {
  acted = await bench.open();
});

afterEach(async () => {
  expect(acted.troubles).toEqual([]);
  await acted.page.close();
});

async function showOpenPin(name: string): Promise<void> {
  await acted.show(scene(name));
  await acted.page.waitForSelector('#pin:enabled');
}

function fieldValue(): Promise<string | null> {
  return acted.page.evaluate(() => document.querySelector<HTMLInputElement>('#pin')?.value ?? null);
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
    expect(await focused(acted)).toBe('pin');
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
    expect(await sentKinds(acted)).toEqual([]);
    await acted.page.waitForSelector('#pin:enabled');
    expect(await fieldValue()).toBe('');
    await acted.page.keyboard.press('Enter');
    await pause(50);
    expect(await sentKinds(acted)).toEqual([]);
    expect(await alertText(acted)).toBe('');
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
    expect(await sentKinds(acted)).toHaveLength(1);
  });

  test('never sends a PIN that is too short or too long', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.type('735');
    await acted.page.keyboard.press('Enter');
    expect(await alertText(acted)).toContain('too short. It has at least 4');
    await acted.page.keyboard.type('é'.repeat(31));
    await acted.page.keyboard.press('Enter');
    expect(await alertText(acted)).toContain('too long');
    expect(await sentKinds(acted)).toEqual([]);
  });

  test('counts code points, and sends the composed form', async () => {
    await showOpenPin('pin');
    await acted.page.keyboard.sendCharacter('😀😀');
    await acted.page.keyboard.press('Enter');
    expect(await alertText(acted)).toContain('too short');
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
    expect(await alertText(acted)).toContain('This may be the last try');
    expect(await sentKinds(acted)).toEqual([]);
    expect(await focused(acted)).toBe('last-try');
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
    expect(await alertText(acted)).toContain('That PIN is wrong.');
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
