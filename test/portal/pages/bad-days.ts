import type { Handler } from '../exchange.ts';
import { escapeHtml, layout, OUTCOME } from './layout.ts';

/** `GET /blank`: nothing on it, for tests that call `navigator.credentials` themselves. */
export const blank: Handler = () => layout({ title: 'Blank', main: '<h1>Blank</h1>' });

/** `GET /abort?after=MS`: asks for the key and aborts by AbortController. */
export const aborting: Handler = ({ url }) =>
  layout({
    title: 'Abort',
    script: 'abort',
    plan: { after: Number(url.searchParams.get('after') ?? '1000') },
    main: `<h1>A page that gives up</h1>${OUTCOME}<p><button type="button" id="start">Start</button></p>`,
  });

/** `GET /wrong-rp?rpId=&kind=create|get`: asks for a key of an RP ID that does not belong to the page. */
export const wrongRp: Handler = ({ url }) =>
  layout({
    title: 'Wrong RP ID',
    script: 'wrong-rp',
    plan: {
      rpId: url.searchParams.get('rpId') ?? 'nhs.uk',
      kind: url.searchParams.get('kind') ?? 'get',
    },
    main: `<h1>A page that asks for another's key</h1>${OUTCOME}<p><button type="button" id="start">Start</button></p>`,
  });

/** `GET /frame?src=URL&allow=POLICY`: a page around a frame of, as a rule, another origin. */
export const framing: Handler = ({ url }) =>
  layout({
    title: 'Frame',
    main: `<h1>A page around a frame</h1>
<iframe id="frame" src="${escapeHtml(url.searchParams.get('src') ?? 'about:blank')}"
 allow="${escapeHtml(url.searchParams.get('allow') ?? '')}"></iframe>`,
  });
