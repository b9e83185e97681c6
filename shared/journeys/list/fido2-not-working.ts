import type { Journey } from '../journey.ts';

export const FIDO2_NOT_WORKING: Journey = {
  id: 'fido2-not-working',
  group: 'fido2',
  kind: 'troubleshoot',
  audience: ['clinician', 'support', 'local-administrator'],
  documents: ['fido2-faq'],
  needs: 1,
  warnings: [{ before: 3, document: 'fido2-faq' }],
  steps: [
    { pages: ['any-sign-in'], device: 'computer', document: 'fido2-faq', live: 'key' },
    { pages: ['any-sign-in'], device: 'computer', document: 'fido2-faq', live: 'key' },
    {
      pages: ['portal-fido2-tokens'],
      device: 'computer',
      document: 'fido2-faq',
      url: 'https://portal.nhs.net/',
      live: 'key',
    },
    { pages: ['none'], device: 'computer', document: 'fido2-faq', helper: 'local-administrator' },
  ],
  questions: [],
  offeredOn: ['entra-fido', 'security-info-security-key'],
  related: ['fido2-forgot-pin', 'fido2-register', 'help-contacts'],
};
