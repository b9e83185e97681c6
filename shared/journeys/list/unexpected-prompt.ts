import type { Journey } from '../journey.ts';

export const UNEXPECTED_PROMPT: Journey = {
  id: 'unexpected-prompt',
  group: 'account',
  kind: 'security',
  audience: ['all-staff'],
  documents: ['mfa-faq'],
  needs: 1,
  warnings: [{ before: 1, document: 'mfa-faq' }],
  steps: [
    { pages: ['phone-authenticator'], device: 'phone', document: 'mfa-faq', buttons: ['Deny'] },
    { pages: ['none'], device: 'computer', document: 'mfa-faq', helper: 'it-service-desk' },
  ],
  questions: [{ document: 'mfa-faq' }],
  offeredOn: ['entra-number-match', 'entra-mfa-failed'],
  related: ['help-contacts'],
};
