import { el, type HtmlNode } from '../html.ts';
import { form, text } from './parts.ts';

/** The practice's stand-in for the person's phone: it asks for the number on the screen. */
export function phonePage(isAsked: boolean): readonly HtmlNode[] {
  const question = form(
    '/answer',
    el('h1', {}, 'Are you trying to sign in?'),
    el('label', {}, 'Enter the number shown', el('input', { name: 'number', id: 'number' })),
    el('button', { type: 'submit', name: 'say', value: 'yes', id: 'yes' }, 'Yes'),
    el('button', { type: 'submit', name: 'say', value: 'no', id: 'deny' }, 'Deny'),
  );
  const quiet = [el('h1', {}, 'Your phone'), text('Nobody is asking anything.')];
  return [el('main', {}, ...(isAsked ? [question] : quiet))];
}
