import type { Journey } from '../journey.ts';

export const SECURE_CARE: Journey = {
  id: 'secure-care',
  group: 'enrol',
  kind: 'stop',
  audience: ['secure-care'],
  documents: ['mfa-setup'],
  needs: 1,
  warnings: [],
  steps: [],
  questions: [{ document: 'mfa-setup' }],
  related: ['enrol-mfa'],
};
