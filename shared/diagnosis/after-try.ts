import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

const KEY_WORKED: readonly FindingCode[] = [
  'try-worked',
  'try-worked-through-wardkey',
  'try-worked-in-browser',
];

/** What the person did, the last time: a try that works shows that they can do otherwise. */
const PUT_RIGHT: readonly FindingCode[] = ['pin-wrong', 'not-touched'];

/**
 * What holds of the findings once a real try has worked: what went wrong in the person's hands before
 * is over, and a card that has signed needs no other software for it.
 */
export function afterTry(findings: readonly Finding[]): readonly Finding[] {
  const codes = findings.map(({ code }) => code);
  const keyWorked = codes.some((code) => KEY_WORKED.includes(code));
  const cardWorked = codes.includes('card-try-worked');
  return findings.flatMap((finding): readonly Finding[] => {
    if (keyWorked && PUT_RIGHT.includes(finding.code)) {
      return [{ ...finding, code: 'trouble-gone' }];
    }
    return cardWorked && finding.code === 'card-needs-middleware' ? [] : [finding];
  });
}
