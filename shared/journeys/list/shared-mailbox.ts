import type { Journey } from '../journey.ts';

export const SHARED_MAILBOX: Journey = {
  id: 'shared-mailbox',
  group: 'enrol',
  kind: 'stop',
  audience: ['all-staff'],
  documents: ['mfa-faq', 'mfa-setup'],
  needs: 1,
  warnings: [{ before: 0, document: 'mfa-setup' }],
  steps: [],
  questions: [{ document: 'mfa-faq' }],
  related: ['enrol-mfa'],
};
