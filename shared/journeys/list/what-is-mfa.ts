import type { Journey } from '../journey.ts';

export const WHAT_IS_MFA: Journey = {
  id: 'what-is-mfa',
  group: 'understand',
  kind: 'information',
  audience: ['clinician', 'all-staff'],
  documents: ['mfa-leaflet', 'mfa-faq'],
  needs: 0,
  warnings: [],
  steps: [],
  questions: [
    { document: 'mfa-leaflet' },
    { document: 'mfa-faq' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-faq' },
    { document: 'mfa-leaflet' },
  ],
  related: ['choose-method', 'enrol-mfa', 'myths-facts'],
};
