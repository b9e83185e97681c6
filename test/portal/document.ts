import { createHash } from 'node:crypto';
import { el, type HtmlElement, type HtmlNode, render } from './html.ts';
import { type Look, type Shape, USUAL_LOOK } from './shape.ts';

/** One of the views between which a page changes without a change of address. */
export interface View {
  /** How the page's script calls it. */
  readonly name: string;
  readonly body: readonly HtmlNode[];
  readonly pageId?: string | undefined;
}

export interface PracticePage {
  readonly title: string;
  /** The first is shown at the start. */
  readonly views: readonly [View, ...View[]];
  /** Name of a file in `test/portal/scripts`, without its ending. */
  readonly script?: string;
  /** Handed to the script as JSON. */
  readonly plan?: Readonly<Record<string, unknown>>;
}

const IMPORT_MAP = JSON.stringify({
  imports: { '@simplewebauthn/browser': '/vendor/simplewebauthn/index.js' },
});
const IMPORT_MAP_HASH = createHash('sha256').update(IMPORT_MAP).digest('base64');

/** What the pages may load: their own scripts and style sheet, and nothing else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${IMPORT_MAP_HASH}'`,
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  'frame-src https:',
  // Browsers hold a form to this also where its answer sends them on (CSP3 §6.4.2).
  "form-action 'self' https://portal.nhs.net https://login.microsoft.com",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');

/** A view made from a shape. */
export function viewOf(shape: Shape, look: Partial<Look> = {}, name: string = shape.id): View {
  const whole: Look = { ...USUAL_LOOK, state: shape.states?.[0] ?? '', ...look };
  return { name, body: shape.main(whole), pageId: shape.pageId };
}

/** A page that is made from one shape and has no script. */
export function shapePage(shape: Shape, look: Partial<Look> = {}): { html: string } {
  return practicePage({ title: shape.title, views: [viewOf(shape, look)] });
}

/** A whole page: it says that it is a practice portal, and looks like nobody's real one. */
export function practicePage({ title, views, script, plan = {} }: PracticePage): { html: string } {
  const [first] = views;
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { name: 'viewport', content: 'width=device-width' }),
    ...(first.pageId === undefined ? [] : [el('meta', { name: 'PageID', content: first.pageId })]),
    el('link', { rel: 'icon', href: 'data:,' }),
    el('link', { rel: 'stylesheet', href: '/styles/portal.css' }),
    el('title', {}, title),
  );
  const note = el('div', { class: 'note' }, 'Practice portal: nothing here leaves this computer.');
  // A page with a script shows itself from there, so that nothing can be clicked too early.
  const content = script === undefined ? el('div', {}, ...first.body) : el('div', { id: 'view' });
  const scripts = script === undefined ? '' : views.map(template).join('') + loading(script, plan);
  const body = render([note, content]);
  return {
    html: `<!doctype html><html lang="en-GB">${render([head])}<body>${body}${scripts}</body></html>`,
  };
}

function template({ name, body, pageId = '' }: View): string {
  const attributes = { 'data-view': name, 'data-page-id': pageId };
  return render([el('template', attributes, ...body)]);
}

/** The script with what it is told; text in a script element is not escaped (HTML §4.12.1.3). */
function loading(script: string, plan: Readonly<Record<string, unknown>>): string {
  const data = JSON.stringify(plan).replaceAll('<', '\\u003c');
  const start: HtmlElement = el('script', { type: 'module', src: `/scripts/${script}.ts` });
  return `<script type="importmap">${IMPORT_MAP}</script><script type="application/json" id="plan">${data}</script>${render([start])}`;
}
