import type { Journey } from '../journey.ts';

export const CHOOSE_METHOD: Journey = {
  id: 'choose-method',
  group: 'understand',
  kind: 'decision',
  audience: ['all-staff'],
  documents: ['mfa-leaflet', 'sspr-guide'],
  needs: 0,
  options: [
    {
      id: 'authenticator',
      goTo: 'authenticator-portal',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
      recommended: true,
    },
    {
      id: 'sms',
      goTo: 'phone-sms',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
    },
    {
      id: 'call',
      goTo: 'phone-call',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
    },
    {
      id: 'fido2',
      goTo: 'fido2-start',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-fido2/',
    },
    { id: 'smartcard', goTo: 'smartcard-register' },
  ],
  warnings: [{ before: 0, document: 'sspr-guide' }],
  steps: [],
  questions: [
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
    { document: 'mfa-leaflet' },
  ],
  related: ['what-is-mfa', 'sspr-prepare'],
};
