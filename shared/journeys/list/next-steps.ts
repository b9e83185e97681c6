import type { Journey } from '../journey.ts';

export const NEXT_STEPS: Journey = {
  id: 'next-steps',
  group: 'enrol',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-leaflet'],
  needs: 0,
  warnings: [],
  steps: [
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      buttons: ['Enrol for MFA and protect your account!'],
      point: { texts: ['Enrol for MFA and protect your account!'], selectors: [] },
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/knowledge-base/getting-started-with-mfa/',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/knowledge-base/mfa-frequently-asked-questions-faqs/',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      buttons: ['Still having problems enrolling for MFA?'],
      point: { texts: ['Still having problems enrolling for MFA?'], selectors: [] },
      url: 'https://support.nhs.net/article-categories/multi-factor-authentication-mfa/',
      helper: 'local-administrator',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      buttons: ['We want to hear from you!'],
      point: { texts: ['We want to hear from you!'], selectors: [] },
      url: 'https://support.nhs.net/knowledge-base/your-voice-user-guide/',
      helper: 'your-voice',
    },
  ],
  questions: [],
  related: ['enrol-mfa', 'help-contacts'],
};
