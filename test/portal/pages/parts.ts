import { type Attributes, el, type HtmlElement, type HtmlNode } from '../html.ts';

/** A link that leads nowhere in the practice, or to an address. */
export function link(text: string, attributes: Attributes = {}): HtmlElement {
  return el('a', { href: '#', ...attributes }, text);
}

/** A push button. */
export function button(text: string, attributes: Attributes = {}): HtmlElement {
  return el('button', { type: 'button', ...attributes }, text);
}

/** An input with its label. */
export function field(label: string, attributes: Attributes): HtmlElement {
  return el('label', {}, label, el('input', { autocomplete: 'off', ...attributes }));
}

/** A paragraph. */
export function text(...children: HtmlNode[]): HtmlElement {
  return el('p', {}, ...children);
}

/** A form that the browser itself sends. */
export function form(action: string, ...children: HtmlNode[]): HtmlElement {
  return el('form', { method: 'post', action }, ...children);
}

/** Where a page's script shows how a ceremony went. */
export const OUTCOME = el('p', { id: 'outcome', 'data-state': 'idle', role: 'status' });
