import { PART_MAKERS } from '../../shared/portals/pages-on.ts';

/** How the sources name the functions that make lists of pages. */
const MAKER = /^export const (\w+) = \(\) =>$/gm;

/**
 * The catalogue as pages carry it: a script that puts one string for each list of pages into the
 * window. A browser works through every letter of a script when it comes, and strings cost it
 * least; those of other hosts are never looked into.
 */
export function catalogueScript(): string {
  const strings = PART_MAKERS.map((make) => {
    const pages = make().map((page) => ({ ...page, paths: page.paths.map(plain) }));
    return `${make.name}:${JSON.stringify(JSON.stringify(pages))}`;
  });
  return inAscii(`window.wardkeyCatalogue={${strings.join(',')}};`);
}

/**
 * What takes the place of a source of the catalogue beside that script.
 * @param source text of a file of `shared/portals/pages`
 * @returns `null` for one that has no list of pages
 */
export function compiledCatalogue(source: string): string | null {
  const names = [...source.matchAll(MAKER)].map(([, name = '']) => name);
  return names.length === 0 ? null : names.map(maker).join('\n');
}

function maker(name: string): string {
  const paths = 'paths: page.paths.map(([source, flags]) => new RegExp(source, flags))';
  return `export function ${name}() {
    return JSON.parse(window.wardkeyCatalogue.${name}).map((page) => ({ ...page, ${paths} }));
  }`;
}

function plain({ source, flags }: RegExp): readonly [source: string, flags: string] {
  return [source, flags];
}

/**
 * A script with the letters beyond ASCII of its strings written as escapes: one beyond Latin-1 makes
 * every letter of the script two bytes, which take longer to read.
 */
function inAscii(script: string): string {
  return script.replace(/[\u0080-\uffff]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
