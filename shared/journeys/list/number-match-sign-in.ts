import type { Journey } from '../journey.ts';

export const NUMBER_MATCH_SIGN_IN: Journey = {
  id: 'number-match-sign-in',
  group: 'sign-in',
  kind: 'task',
  audience: ['all-staff'],
  documents: ['mfa-setup', 'mfa-faq', 'mfa-leaflet'],
  needs: 1,
  warnings: [{ before: 2, document: 'mfa-faq', see: 'unexpected-prompt' }],
  steps: [
    {
      pages: [
        'portal-home',
        'entra-username',
        'entra-pick-account',
        'entra-password',
        'entra-mfa-choose',
        'nhsmail-sign-in',
        'adfs-hrd',
        'adfs-login',
      ],
      device: 'computer',
      document: 'mfa-setup',
      point: { texts: [], selectors: ['#login', '#idSIButton9'] },
      url: 'https://portal.nhs.net/',
    },
    {
      pages: ['entra-number-match', 'phone-authenticator'],
      device: 'phone',
      document: 'mfa-setup',
    },
    {
      pages: ['portal-signed-in', 'owa', 'portal-acceptable-use', 'my-identity-portal'],
      device: 'computer',
      document: 'mfa-setup',
      end: true,
    },
  ],
  questions: [{ document: 'mfa-leaflet' }],
  related: ['unexpected-prompt', 'when-prompted'],
};
