import type { FindingRow } from '../finding-row.ts';

/** What may be wrong with the rules for Wardkey itself, which seldom keep anybody from signing in. */
export const POLICY_FINDINGS = {
  'policy-wrong': {
    number: 94,
    check: 'policy',
    weight: 'fault',
    confidence: 'possible',
    path: 'any',
    explains: ['sign-in-failed'],
    steps: ['mend-policy'],
  },
  'policy-distrusted': {
    number: 95,
    check: 'policy',
    weight: 'fault',
    confidence: 'possible',
    path: 'any',
    explains: ['sign-in-failed'],
    steps: ['mend-policy'],
  },
} as const satisfies Readonly<Record<string, FindingRow>>;
