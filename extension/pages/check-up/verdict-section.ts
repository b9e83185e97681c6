import { FINDINGS, type FindingCode } from '../../../shared/diagnosis/catalogue.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { StepId } from '../../../shared/diagnosis/steps.ts';
import type { Verdict } from '../../../shared/diagnosis/verdict.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import {
  sayConfidence,
  sayFinding,
  sayInCheckUp,
  sayStep,
  sayVerdict,
} from '../../../shared/words/check-up-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { pictogram } from '../../ui/pictogram.ts';
import { whoCanHelp } from '../../ui/who-can-help.ts';
import { type CareStep, careStep } from './care-section.ts';
import { stepLink } from './step-links.ts';

/**
 * The verdict in one sentence, what to do, and what else was seen.
 * @param onStepHere the person wants a step taken right here
 */
export function verdictSection(
  verdict: Verdict,
  findings: readonly Finding[],
  language: Language,
  onStepHere: (step: CareStep) => void,
): readonly Node[] {
  const { outcome, cause, confidence, evidence, others, steps } = verdict;
  const isWell = outcome === 'well';
  const told = [...(cause === null ? [] : [cause]), ...others, ...(isWell ? [] : evidence)].map(
    ({ code }) => code,
  );
  const notes = findings.filter(({ code }) => !told.includes(code) && isWorthTelling(code));
  return [
    element(
      'div',
      { class: `verdict verdict-${outcome}`, 'data-cause': cause?.code ?? outcome },
      pictogram(isWell ? 'done' : 'problem'),
      element('h1', {}, sayVerdict(language, verdict)),
    ),
    ...(cause === null
      ? []
      : [element('p', { class: 'quiet' }, sayConfidence(language, confidence))]),
    ...(steps.length === 0
      ? []
      : [
          element('h2', {}, sayInCheckUp(language, 'checkUp.steps')),
          element(
            'ol',
            { class: 'steps' },
            ...steps.map((step) => stepItem(step, language, onStepHere)),
          ),
        ]),
    ...(isWell ? [] : [whoCanHelp(language, cause?.code ?? null)]),
    ...list('others', sayInCheckUp(language, 'checkUp.others'), others, language),
    ...list('notes', sayInCheckUp(language, 'checkUp.notes'), notes, language),
  ];
}

function stepItem(
  step: StepId,
  language: Language,
  onStepHere: (step: CareStep) => void,
): HTMLElement {
  const link = stepLink(step);
  const here = careStep(step);
  const more = { href: link ?? '', target: '_blank', 'data-action': 'step-more' };
  return element(
    'li',
    { 'data-step': step },
    element('span', {}, sayStep(language, step)),
    ...(link === null ? [] : [' ', element('a', more, sayInCheckUp(language, 'checkUp.stepMore'))]),
    ...(here === undefined
      ? []
      : [
          element(
            'div',
            { class: 'buttons' },
            button({
              text: sayInCheckUp(language, 'checkUp.stepHere'),
              action: `do-${step}`,
              weight: 'main',
              onPress: () => onStepHere(here),
            }),
          ),
        ]),
  );
}

const GOOD_NEWS: readonly FindingCode[] = [
  'key-seen',
  'card-seen',
  'credential-there',
  'credentials-unlisted',
];

/** What a person can do something about, or is glad to hear; the rest stands in the report. */
function isWorthTelling(code: FindingCode): boolean {
  return FINDINGS[code].steps.length > 0 || GOOD_NEWS.includes(code);
}

function list(
  name: string,
  heading: string,
  findings: readonly Finding[],
  language: Language,
): readonly Node[] {
  if (findings.length === 0) return [];
  const sentences = new Set(findings.map((finding) => sayFinding(language, finding)));
  return [
    element('h2', {}, heading),
    element(
      'ul',
      { class: 'findings', 'data-findings': name },
      ...Array.from(sentences, (says) => element('li', {}, says)),
    ),
  ];
}
