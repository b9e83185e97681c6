import { NHS_TENANT } from '../../../shared/portals/portals.ts';
import { el, type HtmlElement, type HtmlNode } from '../html.ts';
import type { Look } from '../shape.ts';
import { link } from './parts.ts';

const ENTRA = 'https://login.microsoftonline.com';

/** An address of the tenant's sign-in, at which Entra shows one view after the other. */
export const AUTHORIZE = `${ENTRA}/${NHS_TENANT}/oauth2/v2.0/authorize?client_id=practice&domain_hint=nhs.net`;

/** An address of the tenant's sign-in that is asked for by a step. @param step e.g. `kmsi` */
export function entraAddress(step: string): string {
  return `${ENTRA}/${NHS_TENANT}/${step}`;
}

/** What stands around every view of Entra. */
export function entraFrame(look: Look, ...children: HtmlNode[]): readonly HtmlNode[] {
  const old = look.generation === 1;
  return [
    el(
      'main',
      old ? { id: 'lightbox', class: 'sign-in-box' } : { 'data-testid': 'lightbox' },
      el(
        'div',
        { role: 'img', 'aria-label': 'NHS.net Connect', class: 'banner' },
        'NHS.net Connect',
      ),
      ...children,
    ),
    el(
      'footer',
      { ...(old && { id: 'footer' }), role: 'contentinfo' },
      link('Terms of use', old ? { id: 'ftrTerms' } : {}),
      link('Privacy & cookies', old ? { id: 'ftrPrivacy' } : {}),
    ),
  ];
}

/** A view's heading. */
export function entraHeading(look: Look, words: string, attributes = {}): HtmlElement {
  return look.generation === 1
    ? el('div', { role: 'heading', 'aria-level': '1', ...attributes }, words)
    : el('h1', { 'data-testid': 'title' }, words);
}

/** The button that goes on. */
export function entraSubmit(look: Look, words: string, id = 'idSIButton9'): HtmlElement {
  return look.generation === 1
    ? el('input', { type: 'submit', id, value: words, class: 'primary' })
    : el('button', { type: 'submit', 'data-testid': 'primaryButton' }, words);
}

/** A button or link with an id in the older generation and a test id in the newer. */
export function entraLink(look: Look, id: string, words: string, attributes = {}): HtmlElement {
  return el('a', { href: '#', ...oldId(look, id), ...attributes }, words);
}

/** An id of the older generation; the newer calls its parts otherwise. */
export function oldId(look: Look, id: string): { id: string } | { 'data-testid': string } {
  return look.generation === 1 ? { id } : { 'data-testid': `part-${id.length}-${id.slice(-3)}` };
}

/** The account that a view is about. */
export function entraAccount(look: Look): HtmlElement {
  const { email } = look.person;
  return el('div', { ...oldId(look, 'displayName'), class: 'identity', title: email }, email);
}
