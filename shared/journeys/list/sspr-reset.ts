import type { Journey } from '../journey.ts';

export const SSPR_RESET: Journey = {
  id: 'sspr-reset',
  group: 'password',
  kind: 'task',
  audience: ['all-staff'],
  documents: ['sspr-guide', 'trust-sspr', 'unlock-article'],
  needs: 1,
  warnings: [{ before: 2, document: 'unlock-article' }],
  steps: [
    {
      pages: ['portal-home', 'entra-username', 'entra-password'],
      device: 'computer',
      document: 'trust-sspr',
      buttons: ['Self-Service Password Reset Portal'],
      point: { texts: ['Self-Service Password Reset Portal'], selectors: [] },
      url: 'https://portal.nhs.net/',
    },
    {
      pages: ['sspr'],
      device: 'computer',
      document: 'trust-sspr',
      buttons: ['Get back into your account', 'Email or Username', 'Next'],
      point: { texts: ['Next'], selectors: [] },
    },
    {
      pages: ['sspr'],
      device: 'computer',
      document: 'trust-sspr',
      buttons: [
        'Verification step',
        'Send a text to my mobile phone number',
        'Call my mobile phone number',
        'Enter a code from the Authenticator app',
      ],
    },
    {
      pages: ['sspr'],
      device: 'computer',
      document: 'trust-sspr',
      buttons: ['Choose a new password', 'Finish'],
      point: { texts: ['Finish'], selectors: [] },
    },
  ],
  questions: [{ document: 'unlock-article' }],
  offeredOn: ['entra-password', 'adfs-login'],
  related: ['sspr-prepare', 'account-locked'],
};
