import { CHECK_IDS, CHECKS, type CheckId } from '../../../shared/diagnosis/checks.ts';
import type { Wanted } from '../../../shared/diagnosis/finding-row.ts';
import type { CheckUpProgress } from '../../../shared/rpc/check-up.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import {
  type CheckUpWordKey,
  sayCheck,
  sayInCheckUp,
} from '../../../shared/words/check-up-words.ts';
import { element } from '../../ui/dom.ts';

type State = 'waiting' | 'running' | 'done' | 'unanswered';

const STATE_WORDS = {
  waiting: 'checkUp.stateWaiting',
  running: 'checkUp.stateRunning',
  done: 'checkUp.stateDone',
  unanswered: 'checkUp.stateUnanswered',
} as const satisfies Readonly<Record<State, CheckUpWordKey>>;

/** Checks of the installation: that this page has reached the bridge says more than they could. */
const NOT_HERE: readonly CheckId[] = [
  'manifests',
  'browser-rules',
  'browser-package',
  'browser-version',
];

/** The checks that are made, each with a tick once it is done. */
export class CheckList {
  readonly element: HTMLElement;
  readonly #language: Language;
  readonly #states = new Map<CheckId, HTMLElement>();

  constructor(wanted: Wanted, language: Language) {
    this.#language = language;
    const name = sayInCheckUp(language, 'checkUp.lookedAt');
    this.element = element('ul', { class: 'checks', 'aria-label': name });
    for (const check of checksFor(wanted)) {
      const state = element('span', { class: 'check-state' });
      const asks = element('span', {}, sayCheck(language, check));
      this.#states.set(check, state);
      this.element.append(element('li', { 'data-check': check }, asks, state));
    }
    this.show([]);
  }

  show(progress: readonly CheckUpProgress[]): void {
    for (const [check, place] of this.#states) {
      const news = progress.find((one) => one.check === check);
      const state: State = news === undefined ? 'waiting' : (news.outcome?.state ?? 'running');
      place.textContent = sayInCheckUp(this.#language, STATE_WORDS[state]);
      place.parentElement?.setAttribute('data-state', state);
    }
  }
}

/** What the bridge looks at by itself. */
function checksFor(wanted: Wanted): readonly CheckId[] {
  return CHECK_IDS.filter((check) => {
    const { area, needs } = CHECKS[check];
    if (needs !== 'bridge' && needs !== 'network') return false;
    if (NOT_HERE.includes(check) || (check === 'other-programs' && wanted === 'key')) return false;
    return wanted === 'either' || area !== (wanted === 'key' ? 'card' : 'key');
  });
}
