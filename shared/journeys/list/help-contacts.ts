import type { Journey } from '../journey.ts';

export const HELP_CONTACTS: Journey = {
  id: 'help-contacts',
  group: 'help',
  kind: 'information',
  audience: ['all-staff'],
  documents: ['mfa-leaflet', 'fido2-faq', 'mfa-faq', 'sspr-guide'],
  needs: 0,
  warnings: [],
  steps: [
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/article-categories/multi-factor-authentication-mfa/',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/knowledge-base/finding-your-local-administrator/',
      helper: 'local-administrator',
    },
    {
      pages: ['none'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'mailto:helpdesk@nhs.net',
      helper: 'nhsmail-helpdesk',
    },
    {
      pages: ['support-article'],
      device: 'computer',
      document: 'mfa-leaflet',
      url: 'https://support.nhs.net/knowledge-base/your-voice-user-guide/',
      helper: 'your-voice',
    },
  ],
  questions: [
    { document: 'mfa-faq', buttons: ['Contact Support'] },
    { document: 'sspr-guide', buttons: ['Contact Support'] },
  ],
  related: [],
};
