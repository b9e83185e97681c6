import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import { field, link } from './parts.ts';

/** The older sign-in of NHSmail: the email step. */
export const adfsHrd: Shape = {
  id: 'adfs-hrd',
  url: 'https://fs.nhs.net/adfs/ls/?wa=wsignin1.0&wtrealm=urn%3afederation%3aMicrosoftOnline',
  title: 'Sign In',
  main: () => [
    el(
      'main',
      {},
      el(
        'form',
        { id: 'hrd', method: 'post', action: '/adfs/ls/' },
        el('div', { class: 'group' }, 'Enter your email address'),
        field('Email', { type: 'email', id: 'emailInput', name: 'Email' }),
        el('input', { type: 'submit', name: 'HomeRealmByEmail', value: 'Next' }),
      ),
    ),
  ],
};

/** The older sign-in of NHSmail: address and password. */
export const adfsLogin: Shape = {
  id: 'adfs-login',
  url: 'https://fs.nhs.net/adfs/ls/?wa=wsignin1.0&username=sam.jones%40nhs.net',
  title: 'Sign In',
  states: ['asked', 'wrong'],
  main: (look) => [
    el(
      'main',
      {},
      el('div', { id: 'loginMessage', class: 'group' }, 'Sign in with your organisational account'),
      el(
        'form',
        { id: 'loginForm', method: 'post', action: '/adfs/ls/login', novalidate: true },
        el(
          'div',
          { id: 'errorText', role: 'alert' },
          look.state === 'wrong'
            ? 'Incorrect user ID or password. Type the correct user ID and password, and try again.'
            : '',
        ),
        field('User Account', { id: 'userNameInput', name: 'UserName', type: 'email' }),
        field('Password', { id: 'passwordInput', name: 'Password', type: 'password' }),
        el(
          'label',
          {},
          el('input', { type: 'checkbox', id: 'kmsiInput', name: 'Kmsi' }),
          'Keep me signed in',
        ),
        el('button', { id: 'submitButton', role: 'button', type: 'submit' }, 'Sign in'),
      ),
      link('Sign in with a certificate', { id: 'CertificateAuthentication' }),
    ),
  ],
};
