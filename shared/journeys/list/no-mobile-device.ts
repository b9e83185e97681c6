import type { Journey } from '../journey.ts';

export const NO_MOBILE_DEVICE: Journey = {
  id: 'no-mobile-device',
  group: 'enrol',
  kind: 'stop',
  audience: ['all-staff'],
  documents: ['mfa-faq', 'mfa-setup', 'mfa-leaflet'],
  needs: 1,
  warnings: [],
  steps: [
    { pages: ['none'], device: 'computer', document: 'mfa-setup' },
    { pages: ['none'], device: 'computer', document: 'mfa-faq', helper: 'it-service-desk' },
    { pages: ['none'], device: 'computer', document: 'mfa-leaflet', helper: 'local-administrator' },
  ],
  questions: [{ document: 'mfa-faq' }],
  offeredOn: ['entra-mfa-choose', 'entra-more-info', 'entra-code'],
  related: ['fido2-start', 'enrol-mfa'],
};
