import { selectorsOf } from './catalogue-page.ts';
import { FORM_SELECTORS } from './look-alikes/form-shape.ts';
import { everyPage } from './pages-on.ts';

/** Parts of paths that the catalogue's patterns leave open and that name nobody. */
const OPEN_PARTS = ['v1.0', 'v2.0', 'authorize', 'login', 'logout', 'oauth2', 'saml2', 'wsfed'];
/** `[Pp]` in a pattern: either case of a letter. */
const EITHER_CASE = /\[([A-Za-z])[A-Za-z]\]/g;
const ESCAPED = /\\([./-])/g;
const WORD = /[A-Za-z][\w.-]+/g;
/** Values in selectors: after `#`, and after the `=` of an id or a name. */
const VALUES = /#([\w-]+)|\[(?:id|name)[*^$]?=['"]?([^\]'"]+)/g;

let segments: ReadonlySet<string> | undefined;
let names: ReadonlySet<string> | undefined;

/** Whether a part of a path is one that the catalogue has, in whichever case it is written. */
export function isKnownSegment(segment: string): boolean {
  segments ??= new Set([
    ...OPEN_PARTS,
    ...everyPage().flatMap(({ paths }) => paths.flatMap(wordsOf)),
  ]);
  return segments.has(segment.toLowerCase());
}

/** Whether an element's id or name is one that the catalogue has. */
export function isKnownName(name: string): boolean {
  names ??= new Set([...everyPage().flatMap(selectorsOf), ...FORM_SELECTORS].flatMap(valuesOf));
  return names.has(name);
}

function wordsOf({ source }: RegExp): readonly string[] {
  const plain = source
    .replace(EITHER_CASE, '$1')
    .replace(ESCAPED, (_, mark: string) => (mark === '/' ? ' ' : mark));
  return (plain.match(WORD) ?? []).map((word) => word.toLowerCase());
}

function valuesOf(selector: string): readonly string[] {
  return [...selector.matchAll(VALUES)].flatMap(([, id, value]) => id ?? value ?? []);
}
