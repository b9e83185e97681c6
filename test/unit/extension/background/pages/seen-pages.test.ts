import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SeenPages } from '../../../../../extension/background/pages/seen-pages.ts';
import type { SeenPage } from '../../../../../shared/messages/page-messages.ts';

const TAB = 7;
const LOGIN = 'login.microsoftonline.com';
const PORTAL = 'portal.nhs.net';

const HOME: SeenPage = {
  kind: 'page.seen',
  found: {
    kind: 'page',
    page: 'portal-home',
    portal: 'nhsnet-portal',
    confidence: 'sure',
    evidence: ['host', 'heading'],
  },
  tenant: 'unknown',
  hasDomainHint: false,
  cameFromNhs: false,
  warnings: [],
};
const USERNAME: SeenPage = {
  ...HOME,
  found: {
    kind: 'page',
    page: 'entra-username',
    portal: 'entra',
    confidence: 'sure',
    evidence: ['host', 'selector'],
  },
};

/** A session storage as browsers have it. */
function area() {
  const items: Record<string, unknown> = {};
  return {
    get: async (key: string) => ({ [key]: items[key] }),
    set: async (more: Record<string, unknown>) => {
      Object.assign(items, JSON.parse(JSON.stringify(more)));
    },
  };
}

let storage: ReturnType<typeof area>;
let pages: SeenPages;
const onChange = vi.fn();

beforeEach(() => {
  storage = area();
  onChange.mockClear();
  pages = new SeenPages(storage, onChange);
});

describe('a page that everybody uses', () => {
  test('is a near miss where nothing tells that it is open for the NHS', async () => {
    await pages.seen(TAB, LOGIN, USERNAME);
    expect((await pages.at(TAB))?.match).toMatchObject({ kind: 'near-miss', why: 'no-evidence' });
  });

  test.each<[string, Partial<SeenPage>]>([
    ['its tenant', { tenant: 'nhs' }],
    ['its domain hint', { hasDomainHint: true }],
    ['its referrer', { cameFromNhs: true }],
  ])('is told by %s', async (_, facts) => {
    await pages.seen(TAB, LOGIN, { ...USERNAME, ...facts });
    expect((await pages.at(TAB))?.match).toMatchObject({ kind: 'page', page: 'entra-username' });
  });

  test('is told by the way that led there, over as many hosts as it takes', async () => {
    await pages.seen(TAB, PORTAL, HOME);
    await pages.arrived(TAB, LOGIN, { kind: 'nothing' });
    await pages.seen(TAB, LOGIN, USERNAME);
    await pages.arrived(TAB, 'login.microsoft.com', { kind: 'nothing' });
    await pages.seen(TAB, 'login.microsoft.com', USERNAME);
    expect((await pages.at(TAB))?.match.kind).toBe('page');
  });

  test('is none when the way left the catalogue in between', async () => {
    await pages.seen(TAB, PORTAL, HOME);
    await pages.left(TAB);
    await pages.seen(TAB, LOGIN, USERNAME);
    expect((await pages.at(TAB))?.match.kind).toBe('near-miss');
  });

  test('is none in another tab, and none for another tenant', async () => {
    await pages.seen(TAB, PORTAL, HOME);
    await pages.seen(8, LOGIN, USERNAME);
    expect((await pages.at(8))?.match.kind).toBe('near-miss');
    await pages.seen(TAB, LOGIN, { ...USERNAME, tenant: 'other' });
    expect((await pages.at(TAB))?.match).toMatchObject({ why: 'other-tenant' });
    await pages.seen(TAB, LOGIN, USERNAME);
    expect((await pages.at(TAB))?.match).toMatchObject({ why: 'no-evidence' });
  });
});

test('a page that says that it is of another host is not believed', async () => {
  await pages.seen(TAB, LOGIN, { ...HOME, cameFromNhs: true });
  expect((await pages.at(TAB))?.match).toEqual({ kind: 'nothing' });
  await pages.seen(8, LOGIN, { ...USERNAME });
  expect((await pages.at(8))?.match.kind).toBe('near-miss');
});

test('mail is seen by its address, and only as the end of a way', async () => {
  const owa = {
    kind: 'page',
    page: 'owa',
    portal: 'outlook',
    confidence: 'likely',
    evidence: [],
  } as const;
  await pages.arrived(TAB, 'outlook.office.com', owa);
  expect((await pages.at(TAB))?.match.kind).toBe('near-miss');
  await pages.seen(8, LOGIN, { ...USERNAME, tenant: 'nhs' });
  await pages.arrived(8, 'outlook.office.com', owa);
  expect((await pages.at(8))?.match).toMatchObject({ kind: 'page', page: 'owa' });
});

test('another view at the same host is not forgotten when its address changes', async () => {
  await pages.seen(TAB, PORTAL, HOME);
  await pages.arrived(TAB, PORTAL, { kind: 'nothing' });
  expect((await pages.at(TAB))?.match).toEqual(HOME.found);
});

test('all of it outlives the worker, and a store that holds anything else is as if empty', async () => {
  await pages.seen(TAB, PORTAL, { ...HOME, warnings: ['key-choice-hidden'] });
  await expect
    .poll(() => new SeenPages(storage, onChange).at(TAB))
    .toMatchObject({ warnings: ['key-choice-hidden'] });
  await storage.set({ pages: { 7: { host: 1 } } });
  expect(await new SeenPages(storage, onChange).at(TAB)).toBeNull();
});

test('every change is told, and what was not there does not go', async () => {
  await pages.seen(TAB, PORTAL, HOME);
  await pages.left(TAB);
  await pages.left(TAB);
  expect(onChange.mock.calls).toEqual([[TAB], [TAB]]);
  expect(await pages.at(TAB)).toBeNull();
});

test('whoever waits for a page hears its first word, and no other tab’s', async () => {
  const told = vi.fn();
  const next = pages.next(TAB).then(told);
  await pages.seen(TAB + 1, PORTAL, HOME);
  expect(told).not.toHaveBeenCalled();
  await pages.seen(TAB, PORTAL, HOME);
  await next;
  expect((await pages.at(TAB))?.match).toMatchObject({ page: 'portal-home' });
});

describe('an error that a page shows', () => {
  const LOCKED: SeenPage = { ...USERNAME, tenant: 'nhs', shown: 'AADSTS50053' };

  test('is known as long as the page shows it, also to a worker that comes later', async () => {
    await pages.seen(TAB, LOGIN, LOCKED);
    expect((await pages.at(TAB))?.shown).toBe('AADSTS50053');
    await expect
      .poll(async () => (await new SeenPages(storage, onChange).at(TAB))?.shown)
      .toBe('AADSTS50053');
    await pages.seen(TAB, LOGIN, { ...USERNAME, tenant: 'nhs' });
    expect((await pages.at(TAB))?.shown).toBeUndefined();
  });

  test.each([
    ['another organisation’s', LOGIN, { ...LOCKED, tenant: 'other' }],
    ['nobody’s in particular', LOGIN, { ...LOCKED, tenant: 'unknown' }],
    ['another portal’s than it says', PORTAL, LOCKED],
    [
      'an organisation’s own',
      'signin.example.org',
      { ...LOCKED, found: { kind: 'portal', portal: 'policy', evidence: ['host'] } },
    ],
  ] as const)('is nothing on a page that is %s', async (_, host, message) => {
    await pages.seen(TAB, host, message);
    expect((await pages.at(TAB))?.shown).toBeUndefined();
  });
});
