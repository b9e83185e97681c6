import type { Journey } from '../journey.ts';

export const SMARTCARD_LOST: Journey = {
  id: 'smartcard-lost',
  group: 'smartcard',
  kind: 'security',
  audience: ['clinician', 'all-staff'],
  documents: ['wardkey'],
  needs: 1,
  warnings: [{ before: 1, document: 'wardkey' }],
  steps: [
    {
      pages: ['none'],
      device: 'computer',
      document: 'wardkey',
      helper: 'registration-authority',
    },
    { pages: ['none'], device: 'computer', document: 'wardkey' },
    {
      pages: ['none'],
      device: 'computer',
      document: 'wardkey',
      helper: 'registration-authority',
    },
    { pages: ['none'], device: 'computer', document: 'wardkey', helper: 'local-administrator' },
  ],
  questions: [{ document: 'wardkey' }, { document: 'wardkey' }],
  offeredOn: ['cis2-smartcard', 'cis2-choose-authenticator'],
  related: ['choose-method', 'smartcard-problems', 'smartcard-register'],
};
