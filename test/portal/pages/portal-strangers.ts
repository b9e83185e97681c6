import { el } from '../html.ts';
import type { Shape } from '../shape.ts';
import { form, link, text } from './parts.ts';
import { strangersFrame } from './portal-frame.ts';

/** The start page of the portal, where "Login" and "Email" lead to sign-in. */
export const portalHome: Shape = {
  id: 'portal-home',
  url: 'https://portal.nhs.net/',
  title: 'NHS.net Connect',
  main: () =>
    strangersFrame(
      el('h1', {}, 'NHS.net Connect'),
      text('Email, shared files and the people directory, formerly NHSmail.'),
      el(
        'p',
        {},
        link('Login', { id: 'login', href: '/Home/Login' }),
        ' ',
        link('Email', { id: 'email', href: '/Home/Email' }),
      ),
      el(
        'p',
        {},
        link('Self-Service Password Reset Portal', {
          href: 'https://passwordreset.microsoftonline.com/',
        }),
      ),
    ),
};

/** What a person agrees to before they use the service for the first time. */
export const portalAcceptableUse: Shape = {
  id: 'portal-acceptable-use',
  url: 'https://portal.nhs.net/Home/AcceptablePolicy',
  title: 'Acceptable Use Policy',
  main: () =>
    strangersFrame(
      el('h1', {}, 'Acceptable Use Policy'),
      text('The service is for work. Look after what patients tell you, and share it with care.'),
      form('/Home/AcceptablePolicy', el('button', { type: 'submit', id: 'accept' }, 'Accept')),
    ),
};

/** The choice between an NHS.net account and a Care Identity. */
export const nhsmailSignIn: Shape = {
  id: 'nhsmail-sign-in',
  url: 'https://portal.nhs.net/Home/Email',
  title: 'Sign in to NHS.net Connect',
  main: () =>
    strangersFrame(
      el('h1', {}, 'How do you want to sign in?'),
      el(
        'p',
        {},
        el(
          'a',
          {
            id: 'care-identity',
            class: 'choice',
            href: 'https://am.nhsidentity.spineservices.nhs.uk/openam/XUI/?acr_values=AAL3#login/',
          },
          'Log in with my Care identity',
        ),
      ),
      el(
        'p',
        {},
        el(
          'a',
          { id: 'other-account', class: 'choice', href: '/Home/Login' },
          'Sign in with another account',
        ),
      ),
    ),
};
