import { el, type HtmlNode } from '../html.ts';
import type { Look, Shape } from '../shape.ts';
import { button, form, link, text } from './parts.ts';
import { portalFrame } from './portal-frame.ts';

/** The portal's first page for a person who has signed in. */
export const portalSignedIn: Shape = {
  id: 'portal-signed-in',
  url: 'https://portal.nhs.net/',
  title: 'NHS.net Connect',
  main: (look) =>
    portalFrame(
      look,
      el('h1', {}, `Welcome, ${look.person.name}`),
      text('You are signed in.'),
      el(
        'p',
        {},
        link('Click me to enrol for Multi-Factor Authentication', {
          id: 'enrol-mfa',
          href: '/Home/EnrolMfa',
        }),
      ),
      el('p', {}, link('Security info', { href: 'https://mysignins.microsoft.com/security-info' })),
    ),
};

/** A person's own details. */
export const portalProfile: Shape = {
  id: 'portal-profile',
  url: 'https://portal.nhs.net/Profile',
  title: 'My profile',
  main: (look) =>
    portalFrame(
      look,
      el('h1', {}, 'My profile'),
      tabs('details'),
      el('dl', {}, el('dt', {}, 'Name'), el('dd', {}, look.person.name)),
    ),
};

/** The tab on which a person turns multi-factor authentication on. */
export const portalSelfService: Shape = {
  id: 'portal-self-service',
  url: 'https://portal.nhs.net/Profile/SelfService',
  title: 'My profile',
  states: ['choose', 'confirm', 'done'],
  main: (look) =>
    portalFrame(
      look,
      ...(look.state === 'done' ? [enabled(look)] : []),
      el('h1', {}, 'My profile'),
      tabs('self-service'),
      el('h2', {}, 'Self-Service'),
      text('Multi-Factor Authentication'),
      look.state === 'confirm' ? confirm() : selfEnrol(),
      el(
        'p',
        {},
        link('Manage FIDO2 Tokens', { id: 'manage-fido2', href: '/Profile/Fido2Tokens' }),
      ),
    ),
};

/** The security keys of one's account. */
export const portalFido2Tokens: Shape = {
  id: 'portal-fido2-tokens',
  url: 'https://portal.nhs.net/Profile/Fido2Tokens',
  title: 'Manage FIDO2 Tokens',
  states: ['list', 'nickname', 'success'],
  main: (look) =>
    portalFrame(
      look,
      ...(look.state === 'success'
        ? [el('div', { class: 'alert', role: 'status', id: 'token-added' }, 'success: token added')]
        : []),
      el('h1', {}, 'Manage FIDO2 Tokens'),
      text('Your registered tokens'),
      el('ul', { id: 'tokens' }, ...look.methods.filter(isKey).map(token)),
      ...(look.state === 'nickname'
        ? [nickname()]
        : [link('Register New Token', { id: 'register-token', href: '?register' })]),
    ),
};

/** A local administrator's view of somebody's account; its address names that person. */
export const portalAdminUser: Shape = {
  id: 'portal-admin-user',
  url: 'https://portal.nhs.net/Admin#/viewDetails/alex.patel@nhs.net',
  title: 'User Management',
  main: (look) =>
    portalFrame(
      look,
      el('h1', {}, 'User Management'),
      el('dl', {}, el('dt', {}, 'Account'), el('dd', {}, 'alex.patel@nhs.net')),
      button('Manage FIDO2 Tokens'),
    ),
};

function tabs(current: string): HtmlNode {
  const tab = (name: string, label: string, href: string): HtmlNode =>
    link(label, { href, id: `tab-${name}`, ...(name === current && { 'aria-current': 'page' }) });
  return el(
    'div',
    { class: 'tabs' },
    tab('details', 'Details', '/Profile'),
    tab('self-service', 'Self-Service', '/Profile/SelfService'),
    tab('questions', 'Security Questions', '#'),
  );
}

function enabled(look: Look): HtmlNode {
  return el(
    'div',
    { class: 'alert', role: 'status', id: 'mfa-enabled' },
    `success: MFA enabled successfully for ${look.person.email}`,
  );
}

function selfEnrol(): HtmlNode {
  return el('p', {}, link('Self-enrol', { id: 'self-enrol', href: '?confirm' }));
}

function confirm(): HtmlNode {
  return form(
    '/Profile/SelfService',
    text('You need a phone to hand. Do not do this for an account that several people use.'),
    el('button', { type: 'submit', id: 'confirm' }, 'Confirm'),
  );
}

function isKey(method: { readonly kind: string }): boolean {
  return method.kind === 'security-key';
}

function token(method: { readonly id: string; readonly name: string }): HtmlNode {
  return el(
    'li',
    {},
    method.name,
    ' ',
    form(
      '/Profile/Fido2Tokens/Remove',
      el('input', { type: 'hidden', name: 'id', value: method.id }),
      el('button', { type: 'submit', class: 'plain', 'data-remove': method.name }, 'Remove'),
    ),
  );
}

function nickname(): HtmlNode {
  return form(
    '/Profile/Fido2Tokens',
    el('label', {}, 'nickname', el('input', { name: 'nickname', id: 'nickname' })),
    el('button', { type: 'submit', id: 'submit-token' }, 'Submit'),
  );
}
