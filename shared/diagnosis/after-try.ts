import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

const KEY_WORKED: readonly FindingCode[] = [
  'try-worked',
  'try-worked-through-wardkey',
  'try-worked-in-browser',
];

/** What the person did, the last time: a try that works shows that they can do otherwise. */
const PUT_RIGHT = {
  key: ['pin-wrong', 'not-touched'],
  card: ['not-touched'],
} as const satisfies Readonly<Record<string, readonly FindingCode[]>>;

/**
 * What holds of the findings once a real try has worked: what went wrong in the person's hands before
 * is over, and a card that has signed needs no other software for it.
 */
export function afterTry(findings: readonly Finding[]): readonly Finding[] {
  const codes = findings.map(({ code }) => code);
  const keyWorked = codes.some((code) => KEY_WORKED.includes(code));
  const cardWorked = codes.includes('card-try-worked');
  const putRight: readonly FindingCode[] = [
    ...(keyWorked ? PUT_RIGHT.key : []),
    ...(cardWorked ? PUT_RIGHT.card : []),
  ];
  return findings.flatMap((finding): readonly Finding[] => {
    if (putRight.includes(finding.code)) {
      return [{ ...finding, code: 'trouble-gone' }];
    }
    return cardWorked && finding.code === 'card-needs-middleware' ? [] : [finding];
  });
}
