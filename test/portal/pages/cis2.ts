import { el, type HtmlNode } from '../html.ts';
import type { Shape } from '../shape.ts';
import { field, form, text } from './parts.ts';

const TITLE = 'CIS2 - Care Identity Authentication';
const CIS2 = 'https://am.nhsidentity.spineservices.nhs.uk/openam/XUI/';

const WAYS = [
  ['smartcard', 'Smartcard'],
  ['security-key', 'Security Key'],
  ['windows-hello', 'Windows Hello'],
  ['ipad', 'iPad'],
  ['passkey', 'Passkey'],
  ['microsoft-authenticator', 'Microsoft Authenticator'],
  ['authenticator', 'Authenticator app'],
  ['nhs-net', 'NHS.net Connect'],
] as const;

/** The ways to prove a Care Identity. */
export const cis2Choose: Shape = {
  id: 'cis2-choose-authenticator',
  url: `${CIS2}?acr_values=AAL3#login/`,
  title: TITLE,
  states: ['today', 'older'],
  main: (look) =>
    careIdentity(
      el('h1', {}, 'Choose how to sign in'),
      form(
        '/openam/UI/choose',
        ...WAYS.map(([value, words]) =>
          el(
            'label',
            {},
            el('input', { type: 'radio', name: 'way', value, id: `way-${value}` }),
            value === 'nhs-net' && look.state === 'older' ? 'NHSmail' : words,
          ),
        ),
        submit(look.state === 'older' ? 'CONTINUE' : 'Continue'),
      ),
    ),
};

/** Name and password, in the environments for testing alone. */
export const cis2Username: Shape = {
  id: 'cis2-username',
  url: 'https://am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk/openam/XUI/#login/',
  title: TITLE,
  main: () =>
    careIdentity(
      form(
        '/openam/UI/login',
        field('User Name', { id: 'floatingLabelInput19', type: 'text' }),
        field('Password', { id: 'floatingLabelInput25', type: 'password' }),
        submit('Continue'),
      ),
    ),
};

/** The card is read, or could not be. */
export const cis2Smartcard: Shape = {
  id: 'cis2-smartcard',
  url: `${CIS2}#login/`,
  title: TITLE,
  states: ['waiting', 'failed'],
  main: (look) =>
    careIdentity(
      el('h1', {}, look.state === 'failed' ? 'Smartcard Authentication Failure' : 'Smartcard'),
      look.state === 'failed'
        ? text('The card could not be used. Code 400_102')
        : text('Insert your smartcard and enter its passcode when you are asked.'),
      el('p', { id: 'card-state', role: 'status' }),
    ),
};

/** Which of the person's roles to use. */
export const cis2Role: Shape = {
  id: 'cis2-role',
  url: `${CIS2}#login/`,
  title: TITLE,
  main: () =>
    careIdentity(
      el('h1', {}, 'Select the role you want to use'),
      form('/openam/UI/role', role('1', 'Nurse, Ward 7'), role('2', 'Clinical Practitioner, A&E')),
      el('label', {}, 'Find a role', el('input', { type: 'search' })),
      submit('Search'),
    ),
};

function role(number: string, words: string): HtmlNode {
  return el(
    'button',
    { type: 'submit', name: 'role', value: words, id: `nhsRoleId_${number}`, class: 'choice' },
    `Role: ${words}`,
  );
}

function submit(words: string): HtmlNode {
  return el('button', { type: 'submit', class: 'nhsuk-button' }, words);
}

function careIdentity(...children: HtmlNode[]): readonly HtmlNode[] {
  return [
    el('header', {}, el('span', { class: 'nhsuk-cis2-cia-header-text' }, TITLE)),
    el('main', {}, ...children),
  ];
}
