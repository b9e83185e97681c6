import type { Journey } from '../journey.ts';

export const APPLE_WATCH: Journey = {
  id: 'apple-watch',
  group: 'enrol',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-setup'],
  needs: 1,
  warnings: [],
  steps: [{ pages: ['none'], device: 'phone', document: 'mfa-setup' }],
  questions: [{ document: 'mfa-setup' }],
  related: ['authenticator-portal'],
};
