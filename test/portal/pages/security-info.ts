import { el, type HtmlNode } from '../html.ts';
import type { Look, Shape } from '../shape.ts';
import { button, text } from './parts.ts';

const SECURITY_INFO = 'https://mysignins.microsoft.com/security-info';

const KINDS = {
  authenticator: 'Microsoft Authenticator',
  phone: 'Phone',
  'security-key': 'Security key',
} as const;

/** The person's own ways to sign in. */
export const securityInfo: Shape = {
  id: 'security-info',
  url: SECURITY_INFO,
  title: 'My Sign-Ins | Security Info | Microsoft.com',
  states: ['list', 'limit'],
  main: (look) => list(look),
};

/** Which method to add. */
export const securityInfoAddDialog: Shape = {
  id: 'security-info-add-dialog',
  url: SECURITY_INFO,
  title: securityInfo.title,
  states: ['method', 'sign-in-method'],
  main: (look) =>
    withDialog(
      look,
      look.state === 'method' ? 'Add a method' : 'Add a sign-in method',
      text('Which method would you like to add?'),
      el(
        'div',
        {
          role: 'combobox',
          tabindex: '0',
          'aria-label': 'Authentication method options',
          'aria-expanded': 'true',
          class: 'ms-Dropdown',
        },
        'Choose a method',
      ),
      el(
        'div',
        { role: 'listbox', 'aria-label': 'Methods' },
        option('authenticator', 'Authenticator app'),
        option('phone', 'Phone'),
        option('security-key', 'Security key'),
        option('passkey', 'Passkey'),
      ),
      primary('Add', { id: 'add-chosen' }),
    ),
};

/** The dialogs of a security key: which kind it is, and what to call it. */
export const securityInfoSecurityKey: Shape = {
  id: 'security-info-security-key',
  url: SECURITY_INFO,
  title: securityInfo.title,
  states: ['kind', 'two-factor', 'name'],
  main: (look) => withDialog(look, 'Security key', ...securityKeyDialog(look)),
};

/** The page with a dialog in front of it. */
export function withDialog(
  look: Look,
  label: string,
  ...children: HtmlNode[]
): readonly HtmlNode[] {
  return [
    ...list(look),
    el(
      'div',
      { role: 'dialog', 'aria-modal': 'true', 'aria-label': label, class: 'ms-Dialog' },
      el('h2', {}, label),
      ...children,
      button('Cancel', { class: 'plain', 'data-go': 'list' }),
    ),
  ];
}

/** A dialog's main button, as the page's toolkit draws it. */
export function primary(words: string, attributes = {}): HtmlNode {
  return el(
    'button',
    { type: 'button', class: 'ms-Button ms-Button--primary', ...attributes },
    el('span', { class: 'ms-Button-flexContainer' }, words),
  );
}

function list(look: Look): readonly HtmlNode[] {
  return [
    el(
      'header',
      { id: 'ms-banner' },
      'My Sign-Ins',
      el('div', { class: 'mectrl_profilepic', role: 'img', 'aria-label': look.person.name }),
      el('span', { class: 'who' }, look.person.name),
    ),
    el(
      'main',
      {},
      el('h1', {}, 'Security info'),
      text('These are the methods you use to sign in or to reset your password.'),
      ...(look.state === 'limit'
        ? [text('You have already reached the limit of 10 security keys')]
        : []),
      ...(look.notice === '' ? [] : [el('p', { id: 'added', role: 'status' }, look.notice)]),
      el(
        'p',
        {},
        button('Add sign-in method', { name: 'Add method', id: 'add-method', 'data-go': 'add' }),
      ),
      el(
        'ul',
        { id: 'methods' },
        ...look.methods.map((method) =>
          el(
            'li',
            {},
            `${KINDS[method.kind]} ${method.name} `,
            button('Delete', { class: 'plain', 'data-delete': method.id }),
          ),
        ),
      ),
    ),
  ];
}

function option(value: string, words: string): HtmlNode {
  return el(
    'div',
    { role: 'option', tabindex: '0', 'data-method': value, id: `add-${value}` },
    words,
  );
}

function securityKeyDialog(look: Look): readonly HtmlNode[] {
  if (look.state === 'name') {
    return [
      el(
        'label',
        {},
        'Name your security key',
        el('input', { id: 'TextField12', class: 'ms-TextField-field', type: 'text' }),
      ),
      primary('Next', { id: 'name-next' }),
    ];
  }
  if (look.state === 'two-factor') {
    return [
      text('To set up a security key, you need to sign in with two-factor authentication.'),
      primary('Next', { id: 'two-factor-next' }),
    ];
  }
  return [
    text('Choose the type of security key that you have.'),
    button('USB device', { id: 'usb-device', class: 'choice', 'data-go': 'create' }),
    button('NFC device', { id: 'nfc-device', class: 'choice', 'data-go': 'create' }),
  ];
}
