import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import {
  AUTHORIZE,
  entraFrame,
  entraHeading,
  entraLink,
  entraSubmit,
  oldId,
} from './entra-frame.ts';

/** The email step. */
export const entraUsername: Shape = {
  id: 'entra-username',
  url: AUTHORIZE,
  title: 'Sign in to your account',
  pageId: 'ConvergedSignIn',
  main: (look) =>
    entraFrame(
      look,
      el(
        'form',
        { ...oldId(look, 'i0281'), novalidate: true, 'data-step': 'username' },
        entraHeading(look, 'Sign in'),
        el('div', { ...oldId(look, 'usernameError'), role: 'alert' }),
        el('input', {
          type: 'email',
          name: 'loginfmt',
          ...oldId(look, 'i0116'),
          autocomplete: 'username webauthn',
          'aria-label': 'Email, phone, or Skype',
          placeholder: 'Email, phone, or Skype',
        }),
        el('p', {}, entraLink(look, 'cantAccessAccount', 'Can’t access your account?')),
        el('p', {}, entraSubmit(look, 'Next')),
        el(
          'p',
          {},
          entraLink(look, 'idA_PWD_SwitchToFido', 'Sign in with a security key', {
            name: 'switchToFido',
          }),
        ),
        el('p', {}, entraLink(look, 'idA_PWD_SwitchToCredPicker', 'Sign-in options')),
      ),
    ),
};

/** The accounts that this browser knows. */
export const entraPickAccount: Shape = {
  id: 'entra-pick-account',
  url: AUTHORIZE,
  title: 'Sign in to your account',
  pageId: 'ConvergedSignIn',
  main: (look) =>
    entraFrame(
      look,
      entraHeading(look, 'Pick an account'),
      el(
        'div',
        { ...oldId(look, 'tilesHolder'), role: 'list' },
        el(
          'div',
          { ...oldId(look, 'aadTile'), role: 'button', tabindex: '0' },
          el('div', oldId(look, 'aadTileTitle'), look.person.name),
          el('small', {}, look.person.email),
        ),
        el(
          'div',
          { ...oldId(look, 'msaTile'), role: 'button', tabindex: '0' },
          'A personal account',
        ),
        el(
          'div',
          { ...oldId(look, 'otherTile'), role: 'button', tabindex: '0' },
          'Use another account',
        ),
      ),
    ),
};
