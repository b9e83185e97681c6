import type { StepId } from '../../../shared/diagnosis/steps.ts';
import type { KeyTask } from '../../../shared/messages/messages.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import type { TrialWays } from './key-trial.ts';
import { whyNot } from './why-not.ts';

/** Steps that Wardkey takes together with the person, in its own window. */
const TASKS = {
  'set-pin': 'new-pin',
  'change-pin': 'new-pin',
  'reset-key': 'reset',
} as const satisfies Partial<Record<StepId, KeyTask>>;

/** What a person has to know before they say yes to a reset. */
const RESET_TELLS = ['keyCare.resetAll', 'keyCare.resetAfter', 'keyCare.resetHow'] as const;

export type CareStep = keyof typeof TASKS;

/** @returns the step, where it is one that can be taken right here */
export function careStep(step: StepId): CareStep | undefined {
  return Object.hasOwn(TASKS, step) ? (step as CareStep) : undefined;
}

export interface CareActions {
  readonly language: Language;
  throughBridge: TrialWays['throughBridge'];
  /** The key is another now: what was found of it holds no more. */
  onKeyChanged(): void;
  /** Ends what the bridge is at. */
  stop(): void;
  /** It begins, or is over: nothing else can be done with the key meanwhile. */
  onWork(isAtWork: boolean): void;
}

/** A new PIN or a reset, done right where the verdict says that it is what helps. */
export class CareSection {
  readonly element = element('section', { class: 'trial care' });
  readonly #actions: CareActions;
  #isOpen = false;

  constructor(actions: CareActions) {
    this.#actions = actions;
  }

  /** The person wants a step taken. */
  begin(step: CareStep): void {
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#actions.onWork(true);
      if (step === 'reset-key') this.#confirmReset();
      else void this.#run('new-pin');
    }
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Nothing is wiped before the person has read what goes, and said yes to that. */
  #confirmReset(): void {
    const { language } = this.#actions;
    const told = RESET_TELLS.map((key) => element('li', {}, sayOfKeyCare(language, key)));
    const stop = button({
      text: sayInCheckUp(language, 'checkUp.cancel'),
      action: 'stop-care',
      onPress: () => this.#end(sayInCheckUp(language, 'checkUp.tryStopped')),
    });
    const yes = button({
      text: sayOfKeyCare(language, 'keyCare.resetYes'),
      action: 'reset-yes',
      onPress: () => void this.#run('reset'),
    });
    this.#show(
      sayOfKeyCare(language, 'keyCare.resetHeading'),
      [element('ul', { class: 'findings' }, ...told)],
      [stop, yes],
    );
  }

  async #run(task: KeyTask): Promise<void> {
    const { language, throughBridge, onKeyChanged, stop } = this.#actions;
    const isReset = task === 'reset';
    this.#show(
      isReset
        ? sayOfKeyCare(language, 'keyCare.resetRunning')
        : sayInCheckUp(language, 'checkUp.setPinHeading'),
      [
        element(
          'p',
          { role: 'status' },
          isReset
            ? sayOfKeyCare(language, 'keyCare.resetWindow')
            : sayInCheckUp(language, 'checkUp.setPinText'),
        ),
      ],
      [
        button({
          text: sayInCheckUp(language, 'checkUp.cancel'),
          action: 'stop-care',
          onPress: stop,
        }),
      ],
    );
    const { problem } = await throughBridge('key', task);
    if (problem === undefined) {
      this.#isOpen = false;
      onKeyChanged();
    } else {
      this.#end(whyNot(problem, language));
    }
  }

  #end(told: string): void {
    this.#isOpen = false;
    this.element.replaceChildren(element('p', { role: 'status', class: 'told' }, told));
    this.#actions.onWork(false);
  }

  #show(heading: string, content: readonly Node[], buttons: readonly HTMLButtonElement[]): void {
    this.element.replaceChildren(
      element('h2', {}, heading),
      ...content,
      element('div', { class: 'buttons' }, ...buttons),
    );
    buttons[0]?.focus();
  }
}
