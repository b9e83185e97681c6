import { describe, expect, it, test } from 'vitest';
import { isOffScreen, PAGES } from '../../../shared/portals/catalogue.ts';
import { phrasesOf, selectorsOf } from '../../../shared/portals/catalogue-page.ts';
import type { KnownPage } from '../../../shared/portals/pages-on.ts';
import { fixtures } from '../../portal/fixtures/fixtures.ts';
import { isAnyMeant } from '../../portal/fixtures/selector.ts';
import { type HtmlNode, textOf } from '../../portal/html.ts';
import { type Shape, USUAL_LOOK } from '../../portal/shape.ts';
import { SHAPES } from '../../portal/shapes.ts';

const ON_SCREEN = PAGES.filter((page) => !isOffScreen(page));

/** All that a page shows in any of its states. */
function everythingOf(shape: Shape): readonly HtmlNode[] {
  return (shape.states ?? ['']).flatMap((state) => shape.main({ ...USUAL_LOOK, state }));
}

function shapeOf(page: KnownPage): Shape {
  const shape = SHAPES.find(({ id }) => id === page.id);
  if (shape === undefined) throw new Error(`no shape: ${page.id}`);
  return shape;
}

function alike(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").replace('…', '');
}

describe.each(ON_SCREEN)('the shape of $id', (page) => {
  const shape = shapeOf(page);
  const everything = everythingOf(shape);

  it('stands at an address of the catalogue', () => {
    const { hostname, pathname, hash, protocol } = new URL(shape.url);
    expect(protocol).toBe('https:');
    expect(page.hosts).toContain(hostname);
    expect(page.paths.some((path) => path.test(pathname))).toBe(true);
    if (page.hashes) expect(page.hashes.some((start) => hash.startsWith(start))).toBe(true);
  });

  it('names itself as Entra does', () => {
    if (page.pageIds) expect(page.pageIds).toContain(shape.pageId);
    else expect(shape.pageId).toBeUndefined();
  });

  it('has an element for every selector', () => {
    const missing = selectorsOf(page).filter((selector) => !isAnyMeant(everything, selector));
    expect(missing).toEqual([]);
  });

  it('says in each state what this page alone says', () => {
    // Where the address alone tells, a page may show anything.
    const byAddress = page.isWholeHost === true || page.hashes !== undefined;
    const own = phrasesOf(page).filter(({ kind }) => kind !== 'texts' && kind !== 'notUnder');
    for (const state of byAddress || own.length === 0 ? [] : (shape.states ?? [''])) {
      const shown = alike(`${textOf(shape.main({ ...USUAL_LOOK, state }))} ${shape.title}`);
      const found = own.filter(({ phrase }) => shown.includes(alike(phrase.en)));
      expect(found, state).not.toEqual([]);
    }
  });
});

test('there is nothing but pages of the catalogue, each once', () => {
  expect(SHAPES.map(({ id }) => id).sort()).toEqual(ON_SCREEN.map(({ id }) => id).sort());
});

test('no two fixtures are called alike', () => {
  const names = fixtures().map(({ id, variant }) => `${id} ${variant}`);
  expect(new Set(names).size).toBe(names.length);
});

test('where nothing is confirmed, a variant lacks what the catalogue calls unconfirmed', () => {
  const lacking = fixtures().filter(({ variant }) => variant === 'unconfirmed-missing');
  expect(lacking).toHaveLength(ON_SCREEN.length);
  for (const { html } of lacking) expect(html).not.toContain('PageID');
  const picker = lacking.find(({ id }) => id === 'entra-pick-account');
  expect(picker?.html).toContain('id="aadTile"');
  expect(picker?.html).not.toContain('id="tilesHolder"');
});
