import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import { button, field, link, text } from './parts.ts';

/** Where people tie a smartcard to their email account. */
export const myIdentityPortal: Shape = {
  id: 'my-identity-portal',
  url: 'https://myidentity.nhs.net/',
  title: 'My Identity Portal',
  states: ['start', 'choose'],
  main: (look) => [
    el(
      'main',
      {},
      el('h1', {}, 'My Identity Portal'),
      ...(look.state === 'start'
        ? [text('Link your smartcard to your account.'), button('Start now')]
        : [
            el('label', {}, el('input', { type: 'radio', name: 'way' }), 'NHS Care Identity'),
            button('Continue'),
          ]),
    ),
  ],
};

/** Microsoft's own password reset. */
export const sspr: Shape = {
  id: 'sspr',
  url: 'https://passwordreset.microsoftonline.com/',
  title: 'Microsoft Online Password Reset',
  states: ['who', 'verify', 'choose'],
  main: (look) => [
    el(
      'main',
      {},
      el('h1', {}, 'Get back into your account'),
      ...(look.state === 'who' ? [field('Email or Username', { type: 'email' })] : []),
      ...(look.state === 'verify'
        ? [el('h2', {}, 'Verification step'), text('Send a text to my mobile phone number')]
        : []),
      ...(look.state === 'choose'
        ? [el('h2', {}, 'Choose a new password'), field('Password', { type: 'password' })]
        : []),
      button('Next'),
    ),
  ],
};

/** The list of national services. */
export const spinePortal: Shape = {
  id: 'spine-portal',
  url: 'https://portal.national.ncrs.nhs.uk/portal/dt',
  title: 'Spine Portal',
  main: () => [
    el('main', {}, el('h1', {}, 'Spine Portal'), link('Launch the summary of care record')),
  ],
};

/** Staff records. */
export const esr: Shape = {
  id: 'esr',
  url: 'https://my.esr.nhs.uk/dashboard/web/esrweb',
  title: 'NHS Electronic Staff Record',
  main: () => [
    el(
      'main',
      {},
      el('h1', {}, 'NHS Electronic Staff Record'),
      el('h2', {}, 'Log in with your credentials'),
      field('User name (Example: 999JSMITH01)', { type: 'text' }),
      field('Password', { type: 'password' }),
      button('Log in'),
    ),
  ],
};

/** A person's email; nothing on it is for us. */
export const owa: Shape = {
  id: 'owa',
  url: 'https://outlook.office.com/mail/',
  title: 'Mail - Outlook',
  main: (look) => [
    el('header', {}, 'Outlook', el('span', { class: 'who' }, look.person.name)),
    el('main', {}, el('h1', {}, 'Inbox'), text('Approve sign in request: is this email real?')),
  ],
};

/** Written help. */
export const supportArticle: Shape = {
  id: 'support-article',
  url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
  title: 'Getting started with MFA',
  main: () => [
    el(
      'main',
      {},
      el('h1', {}, 'Getting started with MFA'),
      text('On the page Security info choose Add sign-in method, then Authenticator app.'),
      text('Then select Self-enrol, and Confirm.'),
    ),
  ],
};
