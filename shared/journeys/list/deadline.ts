import type { Journey } from '../journey.ts';

export const DEADLINE: Journey = {
  id: 'deadline',
  group: 'understand',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 0,
  warnings: [{ before: 0, document: 'mfa-faq' }],
  steps: [],
  questions: [{ document: 'mfa-faq' }],
  related: ['enrol-mfa'],
};
