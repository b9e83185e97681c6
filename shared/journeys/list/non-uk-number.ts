import type { Journey } from '../journey.ts';

export const NON_UK_NUMBER: Journey = {
  id: 'non-uk-number',
  group: 'password',
  kind: 'stop',
  audience: ['all-staff'],
  documents: ['sspr-guide'],
  needs: 1,
  warnings: [],
  steps: [
    { pages: ['none'], device: 'computer', document: 'sspr-guide', helper: 'local-organisation' },
  ],
  questions: [{ document: 'sspr-guide' }, { document: 'sspr-guide' }],
  related: ['phone-sms', 'phone-call'],
};
