import type { Page } from 'puppeteer';
import { expect, test } from 'vitest';
import { checkUpVisits, PASSKEY } from './check-up-visits.ts';

const visited = checkUpVisits('pages-check-up-care');

test('a reset begins with a yes to what goes, and tells why it did not work', async () => {
  await visited(async (visit) => {
    const { page } = visit;
    const id = await visit.start();
    await visit.tell(id, {
      result: { findings: [{ code: 'key-seen' }, { code: 'pin-blocked' }], checks: [] },
    });
    await page.waitForSelector('[data-cause=pin-blocked]');
    expect(await page.$('[data-action=do-reset-key]')).toBeNull();
    await page.click('[data-action=other-way-yes]');
    await page.click('[data-action=do-reset-key]');
    expect(await focused(page)).toBe('stop-care');
    expect(await isSeen(page, 'try-key')).toBe(false);
    // Pressed twice, it is still one question.
    await page.click('[data-action=do-reset-key]');
    expect((await visit.acted.sent()).some(({ kind }) => kind === 'check-up.try')).toBe(false);
    const tried = await visit.startTrial('key', '[data-action=reset-yes]');
    expect((await visit.acted.sent()).at(-1)).toMatchObject({ device: 'key', task: 'reset' });
    await visit.tellTrial({ id: tried, device: 'key', problem: 'reset-too-late' });
    const told = await page.waitForSelector('.care .told');
    expect(await told?.evaluate((part) => part.textContent)).toContain('10 seconds');
    expect(await isSeen(page, 'do-reset-key')).toBe(true);
    expect(await isSeen(page, 'try-key')).toBe(true);
  });
});

test('a key is looked into for sign-ins; a name stands in the report with a tick alone', async () => {
  await visited(async (visit) => {
    const { page } = visit;
    const id = await visit.start();
    await visit.tell(id, { result: { findings: [{ code: 'key-seen' }], checks: [] } });
    await page.waitForSelector('[data-cause=well]');
    const looked = await visit.startTrial('key', '[data-action=look-for-sign-ins]');
    expect((await visit.acted.sent()).at(-1)).toMatchObject({ task: 'sign-ins' });
    await visit.tellTrial({ id: looked, device: 'key', findings: [PASSKEY] });
    await page.waitForSelector('[name=accounts]');
    const notes = await page.$eval('[data-findings=notes]', (part) => part.textContent);
    expect(notes).toContain(PASSKEY.facts.account);
    const report = () => page.$eval('pre', (part) => part.textContent ?? '');
    expect(await report()).not.toContain(PASSKEY.facts.account);
    const verdicts = (await visit.acted.sent()).filter(({ kind }) => kind === 'check-up.verdict');
    expect(JSON.stringify(verdicts)).not.toContain(PASSKEY.facts.account);
    await page.click('summary');
    await page.click('[name=accounts]');
    expect(await report()).toContain(PASSKEY.facts.account);
  });
});

test('a page whose check-up another one has taken over says so, and can begin again', async () => {
  await visited(async (visit) => {
    const { page } = visit;
    const id = await visit.start();
    await visit.tell(id, {});
    await visit.tell('of another page', {});
    await page.waitForSelector('[role=alert].told');
    expect(await page.$('[data-action=start]')).not.toBeNull();
  });
});

test('a check-up whose worker has died comes to a verdict all the same', async () => {
  await visited(async (visit) => {
    const { page } = visit;
    const id = await visit.start();
    await visit.tell(id, { progress: [{ check: 'keys', outcome: null }] });
    await visit.acted.show({ language: 'en', version: '0.1.0', run: null, trial: null });
    await page.waitForSelector('[data-cause]');
    expect(await page.$('[role=alert].told')).toBeNull();
  });
});

test('a press on the upper edge of a button, which goes down under it, is a click', async () => {
  await visited(async (visit) => {
    const { page } = visit;
    const start = await page.waitForSelector('[data-action=start]');
    await start?.scrollIntoView();
    const box = await start?.boundingBox();
    if (!box) throw new Error('there is no button');
    await page.mouse.click(box.x + box.width / 2, box.y + 1, { delay: 100 });
    expect(await visit.started()).not.toBe('');
  });
});

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-action') ?? null);
}

function isSeen(page: Page, action: string): Promise<boolean> {
  return page.$eval(`[data-action=${action}]`, (part) => part.checkVisibility());
}
