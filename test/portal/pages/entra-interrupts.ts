import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import {
  AUTHORIZE,
  entraAccount,
  entraAddress,
  entraFrame,
  entraHeading,
  entraLink,
  entraSubmit,
  oldId,
} from './entra-frame.ts';
import { button, text } from './parts.ts';

/** Whether this browser is to remember the person. */
export const entraKmsi: Shape = {
  id: 'entra-kmsi',
  url: entraAddress('kmsi'),
  title: 'Sign in to your account',
  pageId: 'KmsiInterrupt',
  main: (look) =>
    entraFrame(
      look,
      el(
        'form',
        { novalidate: true, 'data-step': 'kmsi' },
        entraAccount(look),
        entraHeading(look, 'Stay signed in?'),
        el('p', oldId(look, 'KmsiDescription'), 'You will be asked to sign in less often here.'),
        el(
          'label',
          {},
          el('input', { type: 'checkbox', ...oldId(look, 'KmsiCheckboxField') }),
          "Don't show this again",
        ),
        el(
          'p',
          {},
          button('No', { ...oldId(look, 'idBtn_Back'), class: 'plain' }),
          entraSubmit(look, 'Yes'),
        ),
      ),
    ),
};

/** The account has no second step yet. */
export const entraMoreInfo: Shape = {
  id: 'entra-more-info',
  url: entraAddress('login'),
  title: 'Sign in to your account',
  pageId: 'ConvergedProofUpRedirect',
  main: (look) =>
    entraFrame(
      look,
      el(
        'form',
        { novalidate: true, 'data-step': 'more-info' },
        entraAccount(look),
        entraHeading(look, 'More information required'),
        el(
          'p',
          oldId(look, 'ProofUpDescription'),
          'Your organization needs more information to keep your account secure',
        ),
        el('p', {}, entraLink(look, 'skipMfaRegistrationLink', 'Skip for now')),
        entraSubmit(look, 'Next', 'idSubmit_ProofUp_Redirect'),
      ),
    ),
};

/** Its number, and what Entra would say, by what went wrong. */
const ERRORS: Readonly<Record<string, string>> = {
  'not-given': 'AADSTS50105: The account has not been given access to the application.',
  locked: 'AADSTS50053: The account is locked, because a wrong password was tried too many times.',
};

/** Entra's own words for what went wrong. */
export const entraError: Shape = {
  id: 'entra-error',
  url: AUTHORIZE,
  title: 'Sign in to your account',
  pageId: 'ConvergedError',
  states: Object.keys(ERRORS),
  main: (look) =>
    entraFrame(
      look,
      entraHeading(look, 'Sign in'),
      el(
        'div',
        { ...oldId(look, 'exceptionMessageContainer'), role: 'alert' },
        text('Sorry, but we’re having trouble signing you in.'),
        el('div', oldId(look, 'service_exception_message'), ERRORS[look.state] ?? ''),
      ),
    ),
};

/** What else Entra puts in between. */
export const entraSsoRedirect: Shape = {
  id: 'entra-sso-redirect',
  url: entraAddress('resume'),
  title: 'Sign in to your account',
  pageId: 'CmsiInterrupt',
  main: (look) =>
    entraFrame(
      look,
      entraHeading(look, 'Are you trying to sign in to this app?'),
      el('p', {}, button('Cancel', { class: 'plain' }), entraSubmit(look, 'Continue')),
    ),
};

/** Sign-in with a certificate, here after it has failed. */
export const entraCertauth: Shape = {
  id: 'entra-certauth',
  url: 'https://certauth.login.microsoftonline.com/',
  title: 'Sign in to your account',
  main: (look) =>
    entraFrame(
      look,
      entraHeading(look, 'Certificate validation failed'),
      text('The certificate of your card was not accepted.'),
      button('Use a certificate or smart card', { 'data-test-cred-id': '15', class: 'choice' }),
    ),
};
