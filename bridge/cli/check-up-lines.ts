import type { Finding } from '../../shared/diagnosis/finding.ts';
import type { Verdict } from '../../shared/diagnosis/verdict.ts';
import type { Language } from '../../shared/settings/settings.ts';
import {
  sayConfidence,
  sayFinding,
  sayInCheckUp,
  sayStep,
  sayVerdict,
} from '../../shared/words/check-up-words.ts';
import type { Terminal } from './terminal.ts';

interface Surroundings {
  /** What else was found. */
  readonly notes: readonly Finding[];
  readonly supportCode: string;
  readonly language: Language;
  readonly terminal: Terminal;
}

/** A verdict, its steps, what else was found, and the support code, for a person to read. */
export function checkUpLines(
  verdict: Verdict,
  { notes, supportCode, language, terminal }: Surroundings,
): readonly string[] {
  const { outcome, cause, confidence, others, steps } = verdict;
  const told = (findings: readonly Finding[]) =>
    [...new Set(findings.map((finding) => sayFinding(language, finding)))].map(
      (says) => `  ${says}`,
    );
  return [
    terminal.verdict(sayVerdict(language, verdict), outcome === 'well'),
    ...(cause === null ? [] : [sayConfidence(language, confidence)]),
    ...(steps.length === 0 ? [] : [terminal.heading(sayInCheckUp(language, 'checkUp.steps'))]),
    ...steps.map((step, index) => `  ${index + 1}. ${sayStep(language, step)}`),
    ...(others.length === 0 ? [] : [sayInCheckUp(language, 'checkUp.others'), ...told(others)]),
    ...(notes.length === 0 ? [] : [sayInCheckUp(language, 'checkUp.notes'), ...told(notes)]),
    sayInCheckUp(language, 'checkUp.supportCode', { code: supportCode }),
  ];
}
