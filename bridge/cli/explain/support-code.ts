import { type GuideCode, readGuideCode } from '../../../shared/diagnosis/guide-code.ts';
import { readSupportCode } from '../../../shared/diagnosis/support-code.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayFinding } from '../../../shared/words/check-up-words.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import type { Meaning } from './meaning.ts';
import { ownCode } from './own-code.ts';

/**
 * What a support code holds. Of a check-up: one meaning a finding, the cause first. Of the guide: where
 * the person is, then what is wrong there.
 */
export function supportCodeMeaning(typed: string, language: Language): readonly Meaning[] {
  const spot = readGuideCode(typed);
  if (spot !== null) return guideMeaning(spot, language);
  const read = readSupportCode(typed);
  if (read === null) return [];
  return read.findings.map((code) => ({
    kind: 'support-code',
    code,
    says: sayFinding(language, { code }),
  }));
}

function guideMeaning(
  { journey, step, page, error }: GuideCode,
  language: Language,
): readonly Meaning[] {
  const place = [journey, page].filter((part) => part !== null).join(', ');
  const facts = { ...(journey && { journey }), ...(step > 0 && { step }), ...(page && { page }) };
  const says = sayInTerminal(
    language,
    journey === null ? 'cli.explainPage' : 'cli.explainPlace',
    facts,
  );
  return [
    ...(place === '' ? [] : [{ kind: 'support-code' as const, code: place, says }]),
    ...(error === null ? [] : ownCode(error, language)),
  ];
}
