import type { Journey } from '../journey.ts';

export const PHONE_SMS: Journey = {
  id: 'phone-sms',
  group: 'password',
  kind: 'task',
  audience: ['all-staff'],
  documents: ['sspr-guide'],
  needs: 2,
  warnings: [
    { before: 4, document: 'sspr-guide', see: 'non-uk-number' },
    { before: 4, document: 'sspr-guide' },
    { before: 4, document: 'sspr-guide' },
  ],
  steps: [
    {
      pages: [
        'security-info',
        'entra-username',
        'entra-pick-account',
        'entra-password',
        'entra-number-match',
        'entra-mfa-choose',
      ],
      device: 'computer',
      document: 'sspr-guide',
      url: 'https://mysignins.microsoft.com/security-info',
    },
    {
      pages: ['security-info'],
      device: 'computer',
      document: 'sspr-guide',
      buttons: ['Add sign-in method'],
      point: { texts: ['Add sign-in method'], selectors: [] },
    },
    {
      pages: ['security-info-add-dialog'],
      device: 'computer',
      document: 'sspr-guide',
      buttons: ['Add a method', 'Phone', 'Add'],
      point: { texts: ['Phone', 'Add'], selectors: [] },
    },
    {
      pages: ['security-info-phone'],
      device: 'computer',
      document: 'sspr-guide',
      buttons: ['Phone', 'United Kingdom (+44)', 'Text me a code', 'Next'],
      point: { texts: ['Next'], selectors: [] },
    },
    { pages: ['security-info-phone-code'], device: 'phone', document: 'sspr-guide' },
    {
      pages: ['security-info-phone-code'],
      device: 'computer',
      document: 'sspr-guide',
      buttons: ['Phone', 'Next'],
      point: { texts: ['Next'], selectors: [] },
    },
    {
      pages: ['security-info-phone-done'],
      device: 'computer',
      document: 'sspr-guide',
      buttons: ['SMS verified', 'Done'],
      point: { texts: ['Done'], selectors: [] },
    },
  ],
  questions: [{ document: 'sspr-guide' }],
  related: ['non-uk-number', 'sspr-prepare'],
};
