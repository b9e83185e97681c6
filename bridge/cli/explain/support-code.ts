import { readSupportCode } from '../../../shared/diagnosis/support-code.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayFinding } from '../../../shared/words/check-up-words.ts';
import type { Meaning } from './meaning.ts';

/** What a check-up found, by its support code: one meaning a finding, the cause first. */
export function supportCodeMeaning(typed: string, language: Language): readonly Meaning[] {
  const read = readSupportCode(typed);
  if (read === null) return [];
  return read.findings.map((code) => ({
    kind: 'support-code',
    code,
    says: sayFinding(language, { code }),
  }));
}
