import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import { button, field, link, text } from './parts.ts';

const SERVICE = 'https://manage-care-identities.care-identity-service2.nhs.uk/';

/** Where people look after their own Care Identity. */
export const cim: Shape = {
  id: 'cim',
  url: `${SERVICE}#/`,
  title: 'Care Identity Management',
  main: (look) => [
    el('header', {}, 'Care Identity Management', el('span', { class: 'who' }, look.person.name)),
    el(
      'main',
      {},
      el('h1', {}, 'View your profile'),
      el('h2', {}, 'Authenticators'),
      el('p', {}, link('Renew your own smartcard')),
      el('p', {}, link('Add other authenticators')),
      button('Issue other authenticator'),
    ),
  ],
};

/** Where people unlock their own smartcard. */
export const cimUnlock: Shape = {
  id: 'cim-unlock',
  url: `${SERVICE}#/self-service/unlock-authenticator`,
  title: 'Care Identity Management',
  states: ['start', 'code', 'failed'],
  main: (look) => [
    el('header', {}, 'Self-service smartcard unlock'),
    el(
      'main',
      {},
      el('h1', {}, 'Unlock your smartcard'),
      ...(look.state === 'start'
        ? [text('You need your card and a reader.'), button('Start now')]
        : []),
      ...(look.state === 'code'
        ? [
            field('Your security code', { type: 'text', name: 'code' }),
            field('Your new passcode', { type: 'password', name: 'passcode' }),
            button('Confirm'),
          ]
        : []),
      ...(look.state === 'failed'
        ? [
            text('ERR1009: Failed to obtain SOPIN for user'),
            text('PR20002 Port redirection service is unavailable'),
            button('Start now'),
          ]
        : []),
    ),
  ],
};
