import type { Journey } from '../journey.ts';

export const MYTHS_FACTS: Journey = {
  id: 'myths-facts',
  group: 'understand',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-leaflet'],
  needs: 0,
  warnings: [],
  steps: [],
  questions: [
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
  ],
  related: ['what-is-mfa'],
};
