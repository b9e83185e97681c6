import type { FindingRow } from '../finding-row.ts';

/**
 * What the page of a sign-in says of something that has its cause elsewhere, or may have: whatever is
 * wrong with the network, this computer, the key or the card comes before it.
 */
export const PAGE_FINDINGS = {
  'certificate-lost': {
    number: 380,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'likely',
    path: 'card',
    explains: ['sign-in-failed'],
    steps: ['choose-other-certificate', 'check-network-rules', 'ask-service-desk'],
  },
  'certificate-refused': {
    number: 381,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'likely',
    path: 'card',
    explains: ['sign-in-failed'],
    steps: ['choose-other-certificate', 'ask-registration-authority'],
  },
  'credential-management-unheard': {
    number: 382,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'likely',
    path: 'card',
    explains: ['card-unread-there', 'card-refused', 'sign-in-failed'],
    steps: ['restart-computer', 'start-credential-management', 'allow-local-network'],
  },
  'card-unread-there': {
    number: 383,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'likely',
    path: 'card',
    explains: ['card-refused', 'sign-in-failed'],
    steps: ['put-card-in', 'restart-computer', 'ask-service-desk'],
  },
  'card-refused': {
    number: 384,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'possible',
    path: 'card',
    explains: ['sign-in-failed'],
    steps: ['put-card-in', 'restart-computer', 'ask-service-desk'],
  },
  // A number that is not in the list: it says that something is wrong, and not what.
  'page-error-unknown': {
    number: 387,
    check: 'failed-sign-in',
    weight: 'fault',
    confidence: 'possible',
    path: 'any',
    steps: ['begin-sign-in-anew', 'note-correlation', 'ask-service-desk'],
  },
} as const satisfies Readonly<Record<string, FindingRow>>;
