import { el, type HtmlNode } from '../html.ts';
import type { Look } from '../shape.ts';
import { button, link } from './parts.ts';

/** The portal before anybody has signed in. */
export function strangersFrame(...children: HtmlNode[]): readonly HtmlNode[] {
  return [
    el(
      'nav',
      { 'aria-label': 'Portal' },
      link('Home', { href: '/' }),
      link('Help', { href: '/Help' }),
    ),
    el('main', {}, ...children),
    el('footer', {}, link('Accessibility'), link('Cookies')),
  ];
}

/** The portal of a person who has signed in: the navigation bar with the menu below "Profile". */
export function portalFrame(look: Look, ...children: HtmlNode[]): readonly HtmlNode[] {
  return [
    el(
      'nav',
      { 'aria-label': 'Portal' },
      link('Home', { href: '/' }),
      el(
        'details',
        {},
        el('summary', { id: 'profile-menu' }, 'Profile'),
        link('My Profile', { href: '/Profile', id: 'my-profile' }),
        link('Log out', { href: '/Home/Logout', id: 'logout' }),
      ),
      link('Admin', { href: `/Admin#/viewDetails/${look.person.email}` }),
      link('Help', { href: '/Help' }),
      el(
        'span',
        { class: 'who' },
        look.person.name,
        ' ',
        el('span', { id: 'signed-in-user' }, look.person.email),
      ),
    ),
    el('main', {}, ...notice(look), ...children),
    el('footer', {}, link('Accessibility'), link('Cookies')),
  ];
}

function notice(look: Look): HtmlNode[] {
  return look.notice === ''
    ? []
    : [el('div', { class: 'alert', role: 'status', id: 'notice' }, look.notice, button('Close'))];
}
