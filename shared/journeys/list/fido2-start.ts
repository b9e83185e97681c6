import type { Journey } from '../journey.ts';

export const FIDO2_START: Journey = {
  id: 'fido2-start',
  group: 'fido2',
  kind: 'task',
  audience: ['clinician', 'all-staff'],
  documents: ['fido2-faq', 'mfa-leaflet'],
  needs: 0,
  warnings: [{ before: 1, document: 'fido2-faq' }],
  steps: [
    { pages: ['none'], device: 'computer', document: 'fido2-faq', helper: 'local-administrator' },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'fido2-faq',
      url: 'https://support.nhs.net/knowledge-base/fido2-frequently-asked-questions-faqs/',
    },
  ],
  questions: [
    { document: 'mfa-leaflet' },
    {
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-fido2/',
    },
  ],
  related: ['fido2-register'],
  next: 'fido2-register',
};
