import type { Journey } from '../journey.ts';

export const FIDO2_FORGOT_PIN: Journey = {
  id: 'fido2-forgot-pin',
  group: 'fido2',
  kind: 'troubleshoot',
  audience: ['clinician', 'local-administrator'],
  documents: ['fido2-faq', 'windows-security-key'],
  needs: 1,
  warnings: [
    { before: 1, document: 'fido2-faq' },
    { before: 1, document: 'fido2-faq' },
  ],
  steps: [
    {
      pages: ['windows-settings-security-key'],
      device: 'computer',
      document: 'fido2-faq',
      buttons: ['Settings', 'Accounts', 'Sign-in options', 'Security Key', 'Manage'],
      point: {
        texts: ['Settings', 'Accounts', 'Sign-in options', 'Security Key', 'Manage'],
        selectors: [],
      },
      live: 'key',
    },
    {
      pages: ['portal-fido2-tokens'],
      device: 'computer',
      document: 'fido2-faq',
      url: 'https://portal.nhs.net/',
      live: 'key',
    },
    { pages: ['portal-fido2-tokens'], device: 'computer', document: 'fido2-faq', live: 'key' },
  ],
  questions: [{ document: 'fido2-faq' }],
  offeredOn: ['entra-fido'],
  related: ['fido2-register'],
};
