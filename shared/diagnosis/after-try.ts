import type { FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';

const KEY_WORKED: readonly FindingCode[] = [
  'try-worked',
  'try-worked-through-wardkey',
  'try-worked-in-browser',
];

/**
 * What holds of the findings once a real try has worked: what went wrong in the person's hands before
 * is over, and a card that has signed needs no other software for it.
 */
export function afterTry(findings: readonly Finding[]): readonly Finding[] {
  const codes = findings.map(({ code }) => code);
  const keyWorked = codes.some((code) => KEY_WORKED.includes(code));
  const cardWorked = codes.includes('card-try-worked');
  const worked: readonly unknown[] = [keyWorked && 'key', cardWorked && 'card'];
  return findings.flatMap((finding): readonly Finding[] => {
    if (worked.includes(heldFor(finding))) {
      return [{ ...finding, code: 'trouble-gone' }];
    }
    return cardWorked && finding.code === 'card-needs-middleware' ? [] : [finding];
  });
}

/**
 * What the person held when it went wrong in their hands: a try that works with the same shows that they
 * can do otherwise. Where nobody knows what it was, nothing shows it.
 */
function heldFor({ code, facts }: Finding): unknown {
  if (code === 'pin-wrong') return 'key';
  return code === 'not-touched' ? facts?.['device'] : undefined;
}
