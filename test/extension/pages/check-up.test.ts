import axe from 'axe-core';
import { expect, test } from 'vitest';
import { readSupportCode } from '../../../shared/diagnosis/support-code.ts';
import type { CheckUpVisit } from '../../pictures/check-up-visit.ts';
import { dress } from '../../pictures/looks.ts';
import { checkUpVisits, PASSKEY } from './check-up-visits.ts';

const visited = checkUpVisits('pages-check-up');

function texts(visit: CheckUpVisit, selector: string): Promise<string[]> {
  return visit.page.$$eval(selector, (parts) => parts.map((part) => part.textContent ?? ''));
}

test('nothing is looked at before the person says so', async () => {
  await visited(async ({ acted, page }) => {
    await page.waitForSelector('[data-action=start]');
    expect(await acted.sent()).toEqual([]);
  });
});

test('each check ticks, and the verdict, its steps and the report come', async () => {
  await visited(async (visit) => {
    const id = await visit.start();
    await visit.tell(id, {
      progress: [
        { check: 'keys', outcome: null },
        { check: 'policy', outcome: { check: 'policy', state: 'done', ms: 3 } },
        { check: 'cards', outcome: { check: 'cards', state: 'unanswered', ms: 2500 } },
      ],
    });
    const states = await visit.page.$$eval('[data-check]', (parts) =>
      Object.fromEntries(
        parts.map((part) => [part.getAttribute('data-check'), part.getAttribute('data-state')]),
      ),
    );
    expect(states).toMatchObject({
      keys: 'running',
      policy: 'done',
      cards: 'unanswered',
      readers: 'waiting',
    });
    await visit.tell(id, {
      result: {
        findings: [{ code: 'pin-blocked', facts: { model: 'Practice Key' } }],
        checks: [{ check: 'key-pin', state: 'done', ms: 9 }],
      },
    });
    await visit.page.waitForSelector('[data-cause=pin-blocked]');
    expect(await texts(visit, 'h1')).toEqual([
      'Your security key (Practice Key) is locked: the PIN was wrong too many times.',
    ]);
    // Nobody has said that there is another way in: no word of a reset.
    expect(await texts(visit, '.steps li > span')).toEqual([
      'Sign in another way for now, if you have one.',
      'Read what to do when a PIN is forgotten or a key is locked.',
      'Ask your local administrator. Give them the support code.',
    ]);
    const [code = ''] = await texts(visit, '.support-code');
    const read = readSupportCode(code.replace('Support code: ', ''));
    expect(read?.findings[0]).toBe('pin-blocked');
    await visit.page.click('summary');
    const [report = ''] = await texts(visit, 'pre');
    expect(JSON.parse(report)).toMatchObject({ cause: 'pin-blocked', wanted: 'either' });
  });
});

test('where a sign-in has failed, the verdict comes with no more questions than it needs', async () => {
  await visited(
    async (visit) => {
      const id = await visit.started();
      await visit.tell(id, {
        result: { findings: [{ code: 'pin-blocked' }], checks: [] },
      });
      await visit.page.waitForSelector('[data-cause=pin-blocked]');
      await visit.page.click('[data-action=other-way-yes]');
      await visit.page.waitForSelector('[data-step=reset-key]');
      expect(await visit.page.$('[data-action=other-way-yes]')).toBeNull();
    },
    { hash: '#error=pin-blocked&wanted=key' },
  );
});

test('a person who has another way in is told of the reset', async () => {
  await visited(async (visit) => {
    await visit.page.click('input[name=other-way][value=yes]');
    expect(await visit.tellStory('pin-blocked')).toBe('pin-blocked');
    expect(await texts(visit, '.steps li > span')).toContain(
      'Reset the key. That takes everything off it (wardkey reset).',
    );
  });
});

test.each([
  ['bridge-missing', 'program-missing'],
  ['bridge-forbidden', 'program-forbidden'],
  ['bridge-blocked-by-policy', 'program-barred'],
  ['bridge-version', 'program-other-version'],
  ['bridge-stopped', 'program-stopped'],
  ['bridge-mute', 'program-mute'],
] as const)('without the bridge (%s): %s', async (failure, cause) => {
  await visited(async (visit) => {
    await visit.tell(await visit.start(), { failure });
    await visit.page.waitForSelector(`[data-cause=${cause}]`);
  });
});

const FOUND = { findings: [{ code: 'key-none' }], checks: [] } as const;

test('a bridge that answers or fails late is told as it did, in the place of silence', async () => {
  await visited(async (visit) => {
    const id = await visit.start();
    await visit.tell(id, { failure: 'bridge-mute' });
    await visit.page.waitForSelector('[data-cause=program-mute]');
    await visit.tell(id, { failure: 'bridge-version' });
    await visit.page.waitForSelector('[data-cause=program-other-version]');
    const verdicts = (await visit.acted.sent()).filter(({ kind }) => kind === 'check-up.verdict');
    // News of the same kind is no other verdict.
    await visit.tell(id, { failure: 'bridge-version' });
    await visit.tell(id, { result: { findings: [...FOUND.findings], checks: [] } });
    await visit.page.waitForSelector('[data-cause=key-none]');
    const after = (await visit.acted.sent()).filter(({ kind }) => kind === 'check-up.verdict');
    expect(after.length).toBe(verdicts.length + 1);
  });
});

test('a late answer is heard by somebody who has answered a question, and the answer holds', async () => {
  await visited(
    async (visit) => {
      const id = await visit.started();
      await visit.tell(id, { failure: 'ceremony-timeout' });
      await visit.page.waitForSelector('[data-cause=no-credential]');
      await visit.page.click('[data-action=other-way-yes]');
      await visit.page.waitForSelector('[data-step=register-again]');
      await visit.tell(id, { result: { findings: [{ code: 'pin-blocked' }], checks: [] } });
      await visit.page.waitForSelector('[data-cause=pin-blocked]');
      await visit.page.waitForSelector('[data-step=reset-key]');
      expect(await visit.page.$('[data-action=other-way-yes]')).toBeNull();
    },
    { hash: '#error=no-credential&wanted=key' },
  );
});

test('what the bridge says while a device is tried is told after it', async () => {
  await visited(async (visit) => {
    const id = await visit.start();
    await visit.tell(id, { failure: 'bridge-mute' });
    await visit.page.waitForSelector('[data-cause=program-mute]');
    const tried = await visit.startTrial('key');
    await visit.page.waitForSelector('[data-action=stop-try]');
    await visit.tell(id, { result: { findings: [{ code: 'key-seen' }], checks: [] } });
    await visit.page.waitForSelector('[data-action=stop-try]');
    await visit.tellTrial({ id: tried, device: 'key', problem: 'pin-blocked' });
    await visit.page.waitForSelector('[data-cause=pin-blocked]');
    const [report = ''] = await texts(visit, 'pre');
    expect(report).toContain('key-seen');
    expect(report).not.toContain('program-mute');
  });
});

test('the error of a sign-in is the first finding', async () => {
  await visited(
    async (visit) => {
      expect(await visit.tellStory('well')).toBe('no-credential');
    },
    { hash: '#error=no-credential' },
  );
});

test('where no cause is found, that is the answer, with the general steps', async () => {
  await visited(async (visit) => {
    expect(await visit.tellStory('unknown')).toBe('unknown');
    expect(await texts(visit, 'h1')).toEqual(['We could not find the cause.']);
    const way = await visit.page.$eval('[data-action=who-can-help]', (link) =>
      link.getAttribute('href'),
    );
    // Its code stands on this page.
    expect(way).toMatch(/help\.html#part=contacts$/);
    expect((await texts(visit, '.steps li > span')).length).toBeGreaterThan(3);
  });
});

test('what the bridge cannot reach is no cause where the browser can', async () => {
  await visited(async (visit) => {
    await visit.tell(await visit.start(), {
      result: {
        findings: [
          { code: 'portal-unreachable', facts: { host: 'portal.nhs.net' } },
          { code: 'key-seen' },
        ],
        checks: [],
      },
    });
    await visit.page.waitForSelector('[data-cause=well]');
  });
});

test('it can be stopped, and what comes late is not shown', async () => {
  await visited(async (visit) => {
    const id = await visit.start();
    await visit.page.click('[data-action=cancel]');
    await visit.page.waitForSelector('[data-action=start]');
    expect((await visit.acted.sent()).at(-1)).toEqual({ kind: 'check-up.cancel', id });
    await visit.tell(id, { result: { findings: [{ code: 'key-none' }], checks: [] } });
    expect(await visit.page.$('[data-cause]')).toBeNull();
  });
});

test('a try through the bridge alone, whose end the person hears of', async () => {
  await visited(async (visit) => {
    await visit.tellStory('well');
    const id = await visit.startTrial('key');
    await visit.page.waitForSelector('[data-action=stop-try]');
    await visit.tellTrial({ id, device: 'key', problem: 'pin-blocked' });
    await visit.page.waitForSelector('[data-cause=pin-blocked]');
    const again = await visit.startTrial('key');
    await visit.tellTrial({ id: again, device: 'key', problem: 'ceremony-cancelled' });
    await visit.page.waitForSelector('.told');
    await visit.page.waitForSelector('[data-action=try-key]');
  });
});

test('a PIN is set right there, and the check-up runs once more', async () => {
  await visited(async (visit) => {
    const id = await visit.start();
    await visit.tell(id, {
      result: { findings: [{ code: 'key-seen' }, { code: 'pin-not-set' }], checks: [] },
    });
    await visit.page.waitForSelector('[data-cause=pin-not-set]');
    const tried = await visit.startTrial('key', '[data-action=do-set-pin]');
    expect((await visit.acted.sent()).at(-1)).toMatchObject({ device: 'key', task: 'new-pin' });
    await visit.tellTrial({ id: tried, device: 'key', passed: true });
    await visit.page.waitForSelector('[data-action=cancel]');
  });
});

test.each(['light', 'dark', 'narrow'] as const)(
  'every state keeps to WCAG 2.2 AA as far as axe can see, and fits (%s)',
  async (look) => {
    await visited(
      async (visit) => {
        const { page } = visit;
        await dress(page, look, 360);
        await page.evaluate(axe.source);
        const check = async (name: string) => {
          const wrong = await page.evaluate(
            `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
              .then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map(({html}) => id + ': ' + html)))`,
          );
          expect(wrong, name).toEqual([]);
          const isWide = await page.evaluate(
            () => document.documentElement.scrollWidth > window.innerWidth,
          );
          expect(isWide, name).toBe(false);
        };
        await check('start');
        const id = await visit.start();
        await check('running');
        await visit.tell(id, { result: { findings: [{ code: 'key-none' }], checks: [] } });
        await page.waitForSelector('[data-cause]');
        await page.click('summary');
        await check('verdict');
        const third = await visit.start('again');
        await visit.tell(third, { result: { findings: [{ code: 'pin-not-set' }], checks: [] } });
        await page.waitForSelector('[data-action=do-set-pin]');
        await check('a step that is taken here');
        const locked = await visit.start('again');
        await visit.tell(locked, { result: { findings: [{ code: 'pin-blocked' }], checks: [] } });
        await page.waitForSelector('[data-action=other-way-yes]');
        await page.click('[data-action=other-way-yes]');
        await page.click('[data-action=do-reset-key]');
        await page.waitForSelector('[data-action=reset-yes]');
        await check('what a reset takes away');
        const next = await visit.start('again');
        await visit.tell(next, {
          result: {
            findings: [{ code: 'key-seen' }, { code: 'card-seen' }, PASSKEY],
            checks: [],
          },
        });
        await page.waitForSelector('[data-action=try-card]');
        await page.click('summary');
        await check('offer of a try');
        const tried = await visit.startTrial('key');
        await page.waitForSelector('[data-action=stop-try]');
        await check('try through the bridge');
        await visit.tellTrial({ id: tried, device: 'key', passed: true });
        await page.waitForSelector('[data-action=go-on]');
        await check('try in the browser');
      },
      { language: 'cy' },
    );
  },
);
