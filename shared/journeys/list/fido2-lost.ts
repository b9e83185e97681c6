import type { Journey } from '../journey.ts';

export const FIDO2_LOST: Journey = {
  id: 'fido2-lost',
  group: 'fido2',
  kind: 'security',
  audience: ['clinician', 'all-staff'],
  documents: ['fido2-faq'],
  needs: 1,
  warnings: [{ before: 1, document: 'fido2-faq' }],
  steps: [
    {
      pages: ['portal-fido2-tokens'],
      device: 'computer',
      document: 'fido2-faq',
      url: 'https://portal.nhs.net/',
    },
    { pages: ['none'], device: 'computer', document: 'fido2-faq' },
    { pages: ['none'], device: 'computer', document: 'fido2-faq', helper: 'local-administrator' },
  ],
  questions: [],
  offeredOn: ['security-info'],
  related: ['fido2-register'],
};
