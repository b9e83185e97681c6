import type { CardView } from '../../../shared/messages/card-view.ts';
import type { CardProof } from '../../../shared/rpc/card.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type CardWordKey, sayOfCard } from '../../../shared/words/card-words.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { progress } from '../../ui/progress.ts';

const STEPS: Readonly<Record<CardProof['steps'][number]['step'], CardWordKey>> = {
  certificate: 'card.stepCertificate',
  validity: 'card.stepValidity',
  pin: 'card.stepPin',
  signature: 'card.stepSignature',
  match: 'card.stepMatch',
};

/** How the trial of a card goes, or went, step by step. */
export function trialPart(trial: CardView['test'], language: Language): readonly Node[] {
  if (trial === null) return [];
  const { proof, problem } = trial;
  if (problem !== undefined) return [explanation(language, problem)];
  if (proof === undefined) return [progress(sayOfCard(language, 'card.testing'))];
  const works = proof.steps.every(({ passed }) => passed);
  return [
    element(
      'p',
      { class: 'verdict', 'data-works': String(works) },
      sayOfCard(language, works ? 'card.works' : 'card.worksNot'),
    ),
    element(
      'dl',
      {},
      ...proof.steps.flatMap(({ step, passed, milliseconds }) => [
        element('dt', {}, sayOfCard(language, STEPS[step])),
        element(
          'dd',
          {},
          passed
            ? sayOfCard(language, 'card.passed', { time: Math.round(milliseconds) })
            : sayOfCard(language, 'card.failed'),
        ),
      ]),
    ),
  ];
}
