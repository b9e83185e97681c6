import * as v from '../schema/schema.ts';
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

/** A name that a developer gave: no address, no number of a person, no account. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z_:-]{0,39}\d{0,4}$/;
/** A part of a path that is no id and no name of an account. */
const PLAIN_SEGMENT = /^[A-Za-z][A-Za-z0-9._-]{0,23}$/;

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
      path: path.split('/').map(segmentOf).join('/'),
      recognised: match,
      ...(read.success && {
        language: plain(read.output.language),
        pageId: plain(read.output.pageId),
        frames: read.output.frames,
        elements: read.output.elements.map(lineOf),
      }),
    },
    null,
    2,
  );
}

function segmentOf(segment: string): string {
  return segment === '' || PLAIN_SEGMENT.test(segment) ? segment : '<hidden>';
}

function plain(name: string | null): string {
  if (name === null || name === '') return '';
  return PLAIN_NAME.test(name) ? name : '<hidden>';
}

/** An element as a selector would name it. */
function lineOf(element: v.InferOutput<typeof Structure>['elements'][number]): string {
  const attributes = (['type', 'role', 'name'] as const)
    .filter((attribute) => plain(element[attribute]) !== '')
    .map((attribute) => `[${attribute}=${plain(element[attribute])}]`);
  const id = plain(element.id);
  const hidden = element.isVisible ? '' : ' (hidden)';
  return `${plain(element.tag)}${id === '' ? '' : `#${id}`}${attributes.join('')}${hidden}`;
}
