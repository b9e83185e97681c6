import { describe, expect, test } from 'vitest';
import { PAGE_IDS, PAGES } from '../../../../shared/portals/catalogue.ts';
import { phrasesOf, selectorsOf } from '../../../../shared/portals/catalogue-page.ts';
import { pageOf } from '../../../../shared/portals/pages-on.ts';
import {
  CATALOGUE_HOSTS,
  PORTALS,
  portalOf,
  READ_HOSTS,
} from '../../../../shared/portals/portals.ts';
import { SIGN_IN_HOSTS } from '../../../../shared/portals/sign-in-origins.ts';
import inventory from '../../../vectors/page-inventory.json' with { type: 'json' };

/** `input[name=loginfmt]#i0116` is looked for by its id and by its name: one may change. */
const COMPOUND = /^(input\[name=\w+\])(#\w+)$/;

test('holds every page of the inventory once, and no other', () => {
  expect([...PAGE_IDS].sort()).toEqual(inventory.pages.map(({ id }) => id).sort());
});

describe.each(inventory.pages)('$id', ({ id, hosts, pageIds, selectors, hashes }) => {
  const page = PAGES.find((candidate) => candidate.id === id);

  test('stands on its hosts, with its PageIDs and the beginnings of its fragments', () => {
    expect(page?.hosts).toEqual(hosts);
    expect(page?.pageIds ?? []).toEqual(pageIds);
    expect(page?.hashes ?? []).toEqual(hashes);
  });

  test('is looked for by each of its selectors', () => {
    const own = page === undefined ? [] : selectorsOf(page);
    const wanted = selectors.flatMap((selector) => COMPOUND.exec(selector)?.slice(1) ?? [selector]);
    expect(own).toEqual(expect.arrayContaining(wanted));
  });
});

test('marks as unconfirmed only what it has', () => {
  for (const page of PAGES) {
    const own = [
      'path',
      ...page.hosts,
      ...(page.pageIds ?? []),
      ...(page.shortLinks ?? []),
      ...selectorsOf(page),
      ...phrasesOf(page).map(({ phrase }) => phrase.en),
    ];
    expect(own, page.id).toEqual(expect.arrayContaining([...(page.unconfirmed ?? [])]));
  }
});

test('a part belongs to a page that is there', () => {
  for (const { within } of PAGES) {
    if (within !== undefined) expect(PAGE_IDS).toContain(within);
  }
});

test('the digits of number matching are marked as never read', () => {
  expect(pageOf('entra-number-match').neverRead).toContain('#idRichContext_DisplaySign');
});

describe('hosts', () => {
  test('of pages belong to portals', () => {
    for (const { hosts } of PAGES) for (const host of hosts) expect(portalOf(host)).not.toBeNull();
    expect(new Set(CATALOGUE_HOSTS).size).toBe(PORTALS.flatMap(({ hosts }) => hosts).length);
  });

  test('are exact', () => {
    for (const host of CATALOGUE_HOSTS) expect(host).toMatch(/^[a-z0-9.-]+$/);
    for (const not of ['x.portal.nhs.net', 'nhs.net', 'PORTAL.NHS.NET', 'portal.nhs.net:444']) {
      expect(portalOf(not)).toBeNull();
    }
  });

  test('with mail of patients are not read', () => {
    expect(READ_HOSTS.filter((host) => host.startsWith('outlook.'))).toEqual([]);
    expect(CATALOGUE_HOSTS.filter((host) => host.startsWith('outlook.'))).toHaveLength(3);
  });

  test('of sign-ins are in the catalogue', () => {
    expect(READ_HOSTS).toEqual(expect.arrayContaining([...SIGN_IN_HOSTS]));
  });
});
