import type { Journey } from '../journey.ts';

export const SMARTCARD_REGISTER: Journey = {
  id: 'smartcard-register',
  group: 'smartcard',
  kind: 'task',
  audience: ['clinician'],
  documents: ['mfa-leaflet', 'smartcard-registration', 'cis-own-profile'],
  needs: 3,
  warnings: [],
  steps: [
    {
      pages: ['my-identity-portal'],
      device: 'computer',
      document: 'mfa-leaflet',
      buttons: ['My Identity Portal', 'Start now'],
      point: { texts: ['Start now >', 'Start now'], selectors: [] },
      url: 'https://myidentity.nhs.net/',
      live: 'card',
    },
    {
      pages: [
        'entra-username',
        'entra-password',
        'entra-pick-account',
        'entra-number-match',
        'entra-mfa-choose',
        'nhsmail-sign-in',
      ],
      device: 'computer',
      document: 'smartcard-registration',
      live: 'card',
    },
    {
      pages: ['my-identity-portal'],
      device: 'computer',
      document: 'smartcard-registration',
      buttons: ['NHS Care Identity', 'Continue'],
      point: { texts: ['NHS Care Identity', 'Continue'], selectors: [] },
      live: 'card',
    },
    {
      pages: ['cis2-choose-authenticator', 'cis2-smartcard'],
      device: 'computer',
      document: 'smartcard-registration',
      buttons: ['Smartcard'],
      point: { texts: ['Smartcard'], selectors: [] },
      live: 'card',
    },
  ],
  questions: [
    {
      document: 'cis-own-profile',
      buttons: [
        'Add other authenticators',
        'View your profile',
        'Authenticators',
        'Add authenticators',
        'NHS.net Connect',
        'NHSmail',
        'Register NHS.net Connect',
      ],
    },
  ],
  related: ['smartcard-sign-in', 'smartcard-lost'],
};
