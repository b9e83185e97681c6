import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readGuideCode } from '../../../shared/diagnosis/guide-code.ts';
import type { ActedPage } from '../../pictures/acted-background.ts';
import {
  alertText,
  focused,
  SCENE_NAMES,
  SignInBench,
  scene,
  sentKinds,
} from '../../pictures/sign-in-bench.ts';

let bench: SignInBench;
let acted: ActedPage;

beforeAll(async () => {
  bench = await SignInBench.start('pages-sign-in');
});

afterAll(() => bench?.close());

beforeEach(async () => {
  acted = await bench.open();
});

afterEach(async () => {
  expect(acted.troubles).toEqual([]);
  await acted.page.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the window', () => {
  test.each(SCENE_NAMES.filter((name) => !name.startsWith('pin')))(
    'gives the focus to the heading of %s, and has a way out',
    async (name) => {
      await acted.show(scene(name));
      expect(await focused(acted)).toBe('h1');
      const ways = await acted.page.$$('[data-action=cancel], [data-action=close]');
      expect(ways).toHaveLength(1);
    },
  );

  test('Escape leaves, but not while keys may be meant for another window', async () => {
    await acted.show(scene('touch-key'));
    await acted.page.keyboard.press('Escape');
    expect(await sentKinds(acted)).toEqual([]);
    await pause(750);
    await acted.page.keyboard.press('Escape');
    await acted.page.waitForFunction(() => actedBackground.closed);
    expect(await sentKinds(acted)).toEqual(['sign-in.leave']);
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
    expect(await alertText(acted)).toContain('This sign-in is over');
  });

  test('news of what is attached leave the focus where it is', async () => {
    await acted.show(scene('device-wait'));
    await acted.page.focus('[data-action=cancel]');
    await acted.show(scene('device-wait-found'));
    expect(await acted.page.$$eval('.device', (lines) => lines.length)).toBe(2);
    expect(await focused(acted)).toBe('button');
  });

  test('a failure offers another try for its own tab, and the browser’s own way', async () => {
    await acted.show(scene('failed-removed'));
    await acted.page.click('[data-action=try-again]');
    expect(await acted.sent()).toEqual([{ kind: 'sign-in.choose', tabId: 7 }]);
    await acted.page.click('[data-action=own-way]');
    await acted.page.waitForFunction(() => actedBackground.closed);
    expect(await sentKinds(acted)).toEqual(['sign-in.choose', 'sign-in.leave']);
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
    const told = await acted.page.$eval('.code', (line) => line.textContent ?? '');
    const code = /WK[-0-9A-Z]+$/.exec(told)?.[0] ?? '';
    expect(readGuideCode(code)?.error).toBe('ceremony-unknown');
  });
});
