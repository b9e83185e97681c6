import type { Journey } from '../journey.ts';

export const WHEN_PROMPTED: Journey = {
  id: 'when-prompted',
  group: 'understand',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 0,
  warnings: [],
  steps: [],
  questions: [{ document: 'mfa-faq' }],
  related: [],
};
