import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActedPage } from '../../pictures/acted-background.ts';
import { alertText, focused, SignInBench, scene, sentKinds } from '../../pictures/sign-in-bench.ts';

const CURRENT = '246813';
const NEW = '735194';

let bench: SignInBench;
let acted: ActedPage;

beforeAll(async () => {
  bench = await SignInBench.start('pages-new-pin');
});

afterAll(() => bench?.close());

beforeEach(async () => {
  acted = await bench.open();
});

afterEach(async () => {
  expect(acted.troubles).toEqual([]);
  await acted.page.close();
});

async function showOpen(name: string): Promise<void> {
  await acted.show(scene(name));
  await acted.page.waitForSelector('#new-pin:enabled');
}

/** Types texts with the keyboard alone, Enter after each. */
async function enter(...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await acted.page.keyboard.type(text);
    await acted.page.keyboard.press('Enter');
  }
}

function values(): Promise<string[]> {
  return acted.page.$$eval('.pin-input', (fields) =>
    fields.map((field) => (field instanceof HTMLInputElement ? field.value : 'no field')),
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the boxes for a new PIN', () => {
  test('are shut for 700 ms, then open, empty, and the first has the focus', async () => {
    const { early, opened } = await acted.page.evaluate(async (news) => {
      actedBackground.post(news);
      const from = performance.now();
      const early = document.querySelectorAll('.pin-input:enabled').length;
      while (document.querySelectorAll('.pin-input:enabled').length < 3) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return { early, opened: performance.now() - from };
    }, scene('new-pin'));
    expect(early).toBe(0);
    expect(opened).toBeGreaterThanOrEqual(699);
    expect(opened).toBeLessThan(1_500);
    expect(await focused(acted)).toBe('current-pin');
    expect(await values()).toEqual(['', '', '']);
  });

  test('take nothing of a stream of keys and Enter that was under way when they came', async () => {
    let streaming = true;
    const stream = (async () => {
      while (streaming) {
        await acted.page.keyboard.type('86420', { delay: 15 });
        await acted.page.keyboard.press('Enter');
      }
    })();
    await pause(100);
    await acted.show(scene('new-pin-first'));
    await pause(1_500);
    streaming = false;
    await stream;
    expect(await values()).toEqual(['', '']);
    await acted.page.waitForSelector('#new-pin:enabled');
    await acted.page.keyboard.press('Enter');
    await pause(50);
    expect(await sentKinds(acted)).toEqual([]);
  });

  test('are filled by keyboard alone: Enter goes on to the next, and sends once at the last', async () => {
    await showOpen('new-pin');
    await enter(CURRENT);
    expect(await focused(acted)).toBe('new-pin');
    await enter(NEW);
    expect(await focused(acted)).toBe('new-pin-again');
    await enter(NEW);
    await acted.page.keyboard.press('Enter');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toEqual([
      {
        kind: 'step.new-pin',
        step: 'step-1',
        currentPin: CURRENT,
        newPin: NEW,
        lastTryAgreed: false,
      },
    ]);
    const content = await acted.page.content();
    expect(content).not.toContain(NEW);
    expect(content).not.toContain(CURRENT);
  });

  test('ask for no present PIN where there is none, and send none', async () => {
    await showOpen('new-pin-first');
    expect(await acted.page.$('#current-pin')).toBeNull();
    await enter(NEW, NEW);
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toEqual([
      { kind: 'step.new-pin', step: 'step-2', newPin: NEW, lastTryAgreed: false },
    ]);
  });

  test.each([
    ['too short', [CURRENT, '73519', '73519'], 'The new PIN is too short.', 'new-pin'],
    ['too long', [CURRENT, 'é'.repeat(32), 'é'.repeat(32)], 'The new PIN is too long.', 'new-pin'],
    ['typed in two ways', [CURRENT, NEW, '735195'], 'are not the same', 'new-pin-again'],
    ['after too short a present one', ['246', NEW, NEW], 'It has at least 4', 'current-pin'],
  ])('send no PIN that is %s, and say so at the box', async (_, texts, told, box) => {
    await showOpen('new-pin');
    await enter(...texts);
    expect(await alertText(acted)).toContain(told);
    expect(await focused(acted)).toBe(box);
    expect(await sentKinds(acted)).toEqual([]);
  });

  test('count code points, and send the composed form', async () => {
    await showOpen('new-pin-first');
    await acted.page.keyboard.sendCharacter('😀😀😀');
    await acted.page.keyboard.press('Enter');
    await acted.page.keyboard.sendCharacter('😀😀😀');
    await acted.page.keyboard.press('Enter');
    expect(await alertText(acted)).toContain('too short');
    for (const box of ['#new-pin', '#new-pin-again']) {
      await acted.page.focus(box);
      await acted.page.keyboard.sendCharacter(box === '#new-pin' ? 'e\u0301xx' : '\u00E9xx');
    }
    await acted.page.keyboard.press('Enter');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toMatchObject([{ newPin: '😀😀😀\u00E9xx' }]);
  });

  test('are emptied and shut when the window loses the focus', async () => {
    await showOpen('new-pin');
    await enter(CURRENT, NEW);
    await acted.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    expect(await values()).toEqual(['', '', '']);
    expect(await acted.page.$('.pin-input:enabled')).toBeNull();
  });

  test('show what was typed only when asked, and hide it when the stage goes', async () => {
    await showOpen('new-pin');
    await enter(CURRENT);
    await acted.page.click('[data-action=reveal-pin]');
    const types = () =>
      acted.page.$$eval('.pin-input', (fields) =>
        fields.map((field) => field.getAttribute('type')),
      );
    expect(await types()).toEqual(['text', 'text', 'text']);
    expect(await focused(acted)).toBe('new-pin');
    const fields = await acted.page.$$('.pin-input');
    await acted.show(scene('working'));
    for (const field of fields) {
      expect(
        await field.evaluate((old) =>
          old instanceof HTMLInputElement ? [old.type, old.value] : [],
        ),
      ).toEqual(['password', '']);
    }
  });

  test('tell why the key did not take it, and ask for a yes before the last try', async () => {
    await showOpen('new-pin-simple');
    expect(await alertText(acted)).toContain('does not take this PIN as a new one');
    await enter(CURRENT, NEW, NEW);
    expect(await alertText(acted)).toContain('This may be the last try');
    expect(await focused(acted)).toBe('last-try');
    await acted.page.keyboard.press('Space');
    await acted.page.click('[data-action=send-pin]');
    await acted.page.waitForSelector('[role=progressbar]');
    expect(await acted.sent()).toMatchObject([{ currentPin: CURRENT, lastTryAgreed: true }]);
  });

  test('say to a screen reader what each is for and what it takes', async () => {
    await showOpen('new-pin-simple');
    const told = await acted.page.$$eval('.pin-input', (fields) =>
      fields.map((field) => {
        const described = field.getAttribute('aria-describedby') ?? '';
        return [
          document.querySelector(`label[for=${field.id}]`)?.textContent,
          document.getElementById(described)?.textContent,
        ];
      }),
    );
    const rules =
      'It needs 6 to 63 letters or numbers. Your key or card also says no to a PIN that is easy to guess, such as 1234.';
    expect(told).toEqual([
      ['The PIN you have now', expect.stringContaining('This is the last try.')],
      ['New PIN', rules],
      ['New PIN once more', rules],
    ]);
  });

  test('leave a line behind that the new PIN counts, whatever comes then', async () => {
    await acted.show(scene('touch-key-new-pin'));
    expect(await acted.page.$eval('.pin-set', (line) => line.textContent)).toContain(
      'has its new PIN',
    );
  });
});
