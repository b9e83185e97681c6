import { element } from '../dom.ts';

/** A link out of the extension: a page of the guidance, or an email. It opens beside this page. */
export function link(url: string, text: string): HTMLAnchorElement {
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}
