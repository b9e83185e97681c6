import type { Journey } from '../journey.ts';

export const AUTHENTICATOR_APP_QUESTIONS: Journey = {
  id: 'authenticator-app-questions',
  group: 'understand',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 0,
  warnings: [],
  steps: [],
  questions: [
    { document: 'mfa-faq' },
    { document: 'mfa-faq' },
    { document: 'mfa-faq' },
    { document: 'mfa-faq' },
  ],
  related: ['authenticator-portal', 'myths-facts'],
};
