import type { Journey } from '../journey.ts';

export const SMARTCARD_PROBLEMS: Journey = {
  id: 'smartcard-problems',
  group: 'smartcard',
  kind: 'troubleshoot',
  audience: ['clinician', 'desktop-it'],
  documents: ['cis-troubles'],
  needs: 0,
  warnings: [],
  steps: [
    { pages: ['any-sign-in'], device: 'computer', document: 'cis-troubles', live: 'card' },
    {
      pages: ['any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      helper: 'it-service-desk',
    },
    {
      pages: ['any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      helper: 'it-service-desk',
    },
    {
      pages: ['any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      helper: 'it-service-desk',
    },
    {
      pages: ['any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      helper: 'it-service-desk',
    },
    {
      pages: ['cim-unlock', 'any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      url: 'https://digital.nhs.uk/unlock',
      live: 'card',
    },
    {
      pages: ['cim', 'any-sign-in'],
      device: 'computer',
      document: 'cis-troubles',
      url: 'https://manage-care-identities.care-identity-service2.nhs.uk/',
      live: 'card',
      helper: 'registration-authority',
    },
    {
      pages: ['none'],
      device: 'computer',
      document: 'cis-troubles',
      helper: 'registration-authority',
    },
  ],
  questions: [],
  offeredOn: ['cis2-smartcard', 'cis2-choose-authenticator', 'entra-certauth'],
  related: ['smartcard-sign-in', 'smartcard-lost'],
};
