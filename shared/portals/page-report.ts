import * as v from '../schema/schema.ts';
import { isKnownName, isKnownSegment } from './known-names.ts';
import type { PageMatch } from './page-match.ts';

const Part = v.nullable(v.string());
const Structure = v.object({
  language: v.string(),
  pageId: v.string(),
  frames: v.number(),
  elements: v.pipe(
    v.array(
      v.object({
        tag: v.string(),
        type: Part,
        role: Part,
        id: Part,
        name: Part,
        isVisible: v.boolean(),
      }),
    ),
    v.maxLength(60),
  ),
});

/** HTML's own words, which name nobody. */
const TAG = /^[a-z]+[1-6]?$/;
const TYPES =
  'text email password submit button checkbox radio tel number search hidden url date file image reset select-one menu'.split(
    ' ',
  );
const ROLES =
  'alert alertdialog button checkbox combobox dialog form group heading link list listbox listitem main menu menuitem navigation none option presentation progressbar radio radiogroup region row search status tab tablist tabpanel textbox'.split(
    ' ',
  );
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]{2,4}){0,2}$/;
/** Entra's names of its views. */
const VIEW = /^Converged[A-Za-z]{1,40}$/;

export interface ReportedPage {
  readonly host: string;
  readonly path: string;
  readonly match: PageMatch;
  readonly version: string;
}

/**
 * What an administrator needs to teach Wardkey a page, and nothing about the person on it.
 * @param structure what `structureOfPage` found; anything else is left out
 * @returns text of a few kilobytes, JSON
 */
export function pageReport(
  { host, path, match, version }: ReportedPage,
  structure: unknown,
): string {
  const read = v.safeParse(Structure, structure);
  return JSON.stringify(
    {
      wardkey: version,
      host,
      path: path
        .split('/')
        .map((segment) => maskedUnless(segment, isKnownSegment))
        .join('/'),
      recognised: match,
      ...(read.success && {
        language: maskedUnless(read.output.language, (text) => LANGUAGE.test(text)),
        pageId: maskedUnless(read.output.pageId, (text) => VIEW.test(text)),
        frames: read.output.frames,
        elements: read.output.elements.map(lineOf),
      }),
    },
    null,
    2,
  );
}

/** A text that names nobody as it is, and of any other its length and of what it is made. */
function maskedUnless(text: string, isPlain: (text: string) => boolean): string {
  if (text === '' || isPlain(text)) return text;
  const kinds = KINDS.filter(([kind]) => kind.test(text)).map(([, name]) => name);
  return `<hidden: ${text.length} ${kinds.join(', ')}>`;
}

const KINDS: readonly (readonly [kind: RegExp, name: string])[] = [
  [/\p{L}/u, 'letters'],
  [/\p{N}/u, 'digits'],
  [/[^\p{L}\p{N}]/u, 'marks'],
];

/** An element as a selector would name it. */
function lineOf(element: v.InferOutput<typeof Structure>['elements'][number]): string {
  const { tag, type, role, id, name, isVisible } = element;
  const known = [
    ['type', maskedUnless(type ?? '', (text) => TYPES.includes(text))],
    ['role', maskedUnless(role ?? '', (text) => ROLES.includes(text))],
    ['name', maskedUnless(name ?? '', isKnownName)],
  ] as const;
  const attributes = known
    .filter(([, value]) => value !== '')
    .map(([attribute, value]) => `[${attribute}=${value}]`);
  const ownId = maskedUnless(id ?? '', isKnownName);
  const tagName = maskedUnless(tag, (text) => TAG.test(text));
  const hidden = isVisible ? '' : ' (hidden)';
  return `${tagName}${ownId === '' ? '' : `#${ownId}`}${attributes.join('')}${hidden}`;
}
