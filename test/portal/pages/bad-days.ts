import { practicePage } from '../document.ts';
import type { Handler } from '../exchange.ts';
import { el, type HtmlNode } from '../html.ts';
import { button, OUTCOME } from './parts.ts';

/** `GET /blank`: nothing on it, for tests that call `navigator.credentials` themselves. */
export const blank: Handler = () => page('Blank');

/** `GET /abort?after=MS`: asks for the key and aborts by AbortController. */
export const aborting: Handler = ({ url }) =>
  asking('A page that gives up', 'abort', {
    after: Number(url.searchParams.get('after') ?? '1000'),
  });

/** `GET /wrong-rp?rpId=&kind=create|get`: asks for a key of an RP ID that does not belong to the page. */
export const wrongRp: Handler = ({ url }) =>
  asking("A page that asks for another's key", 'wrong-rp', {
    rpId: url.searchParams.get('rpId') ?? 'nhs.uk',
    kind: url.searchParams.get('kind') ?? 'get',
  });

/** `GET /frame?src=URL&allow=POLICY`: a page around a frame of, as a rule, another origin. */
export const framing: Handler = ({ url }) =>
  page(
    'A page around a frame',
    el('iframe', {
      id: 'frame',
      src: url.searchParams.get('src') ?? 'about:blank',
      allow: url.searchParams.get('allow') ?? '',
    }),
  );

function asking(title: string, script: string, plan: Readonly<Record<string, unknown>>) {
  const body = main(title, OUTCOME, el('p', {}, button('Start', { id: 'start' })));
  return practicePage({ title, script, plan, views: [{ name: script, body }] });
}

function page(title: string, ...children: HtmlNode[]) {
  return practicePage({ title, views: [{ name: 'page', body: main(title, ...children) }] });
}

function main(title: string, ...children: HtmlNode[]): readonly HtmlNode[] {
  return [el('main', {}, el('h1', {}, title), ...children)];
}
