import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import {
  AUTHORIZE,
  entraAccount,
  entraFrame,
  entraHeading,
  entraLink,
  entraSubmit,
  oldId,
} from './entra-frame.ts';
import { button } from './parts.ts';

/** The password step; some people have a Temporary Access Pass in place of a password. */
export const entraPassword: Shape = {
  id: 'entra-password',
  url: AUTHORIZE,
  title: 'Sign in to your account',
  pageId: 'ConvergedSignIn',
  states: ['password', 'access-pass'],
  main: (look) =>
    entraFrame(
      look,
      el(
        'form',
        { novalidate: true, 'data-step': 'password' },
        entraAccount(look),
        entraHeading(look, 'Enter password'),
        el('div', { ...oldId(look, 'passwordError'), role: 'alert' }),
        look.state === 'access-pass'
          ? el('input', { type: 'password', name: 'accesspass', 'aria-label': 'Access pass' })
          : el('input', {
              type: 'password',
              name: 'passwd',
              ...oldId(look, 'i0118'),
              autocomplete: 'current-password',
              'aria-label': 'Password',
            }),
        el('p', {}, entraLink(look, 'idA_PWD_ForgotPassword', 'Forgot my password')),
        el('p', {}, entraLink(look, 'idA_PWD_SwitchToFido', 'Sign in with your passkey')),
        el(
          'p',
          {},
          look.state === 'access-pass'
            ? entraLink(look, 'idA_PWD_SwitchToPassword', 'Use your password instead')
            : entraLink(look, 'idA_PWD_SwitchToCredPicker', 'Other ways to sign in'),
        ),
        el(
          'p',
          {},
          button('Back', { ...oldId(look, 'idBtn_Back'), class: 'plain' }),
          entraSubmit(look, 'Sign in'),
        ),
      ),
    ),
};

/** The ways to sign in that are on offer for an account, or before one is named. */
export const entraCredPicker: Shape = {
  id: 'entra-cred-picker',
  url: AUTHORIZE,
  title: 'Sign in to your account',
  pageId: 'ConvergedSignIn',
  states: ['account', 'options'],
  main: (look) =>
    entraFrame(
      look,
      entraHeading(look, look.state === 'options' ? 'Sign-in options' : 'Choose a way to sign in'),
      el(
        'div',
        oldId(look, 'credentialList'),
        button('Face, fingerprint, PIN or security key', {
          'data-test-cred-id': '7',
          class: 'choice',
        }),
        ...(look.state === 'options'
          ? [button('Sign in with a security key', { class: 'choice' })]
          : [
              button('Use my password', { 'data-test-cred-id': '1', class: 'choice' }),
              button('Approve a request on my Microsoft Authenticator app', {
                'data-test-cred-id': '2',
                class: 'choice',
              }),
            ]),
      ),
      el('p', {}, entraLink(look, 'idA_PWD_SwitchToCredPicker', 'Show more options')),
    ),
};
