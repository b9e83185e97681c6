import type { Journey } from '../journey.ts';

export const SECURE_EMAIL_ONLY: Journey = {
  id: 'secure-email-only',
  group: 'understand',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 0,
  warnings: [],
  steps: [
    { pages: ['none'], device: 'computer', document: 'mfa-faq' },
    { pages: ['none'], device: 'computer', document: 'mfa-faq', helper: 'ig-team' },
  ],
  questions: [{ document: 'mfa-faq' }],
  related: ['deadline'],
};
