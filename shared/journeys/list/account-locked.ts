import type { Journey } from '../journey.ts';

export const ACCOUNT_LOCKED: Journey = {
  id: 'account-locked',
  group: 'account',
  kind: 'troubleshoot',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 0,
  warnings: [],
  steps: [
    {
      pages: ['none', 'entra-error'],
      device: 'computer',
      document: 'mfa-faq',
      helper: 'it-service-desk',
    },
  ],
  questions: [{ document: 'mfa-faq' }],
  offeredOn: ['entra-error', 'entra-mfa-failed'],
  related: ['help-contacts', 'sspr-prepare'],
};
