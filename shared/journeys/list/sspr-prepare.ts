import type { Journey } from '../journey.ts';

export const SSPR_PREPARE: Journey = {
  id: 'sspr-prepare',
  group: 'password',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['sspr-guide'],
  needs: 1,
  warnings: [],
  steps: [],
  questions: [
    { document: 'sspr-guide' },
    {
      document: 'sspr-guide',
      buttons: [
        'Authenticator App',
        'Mobile Phone (SMS)',
        'Mobile Phone (Voice)',
        'Alternative Phone',
        'Office Phone',
      ],
    },
    { document: 'sspr-guide' },
    { document: 'sspr-guide' },
    { document: 'sspr-guide', buttons: ['Passwords and Unlocks', 'Contact Support'] },
  ],
  related: ['authenticator-security-info', 'phone-sms', 'phone-call', 'sspr-reset'],
};
