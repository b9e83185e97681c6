import type { Wanted } from '../../../shared/diagnosis/finding-row.ts';
import type { ReportParts } from '../../../shared/diagnosis/report.ts';
import type { Circumstances } from '../../../shared/diagnosis/verdict.ts';
import type { CheckUpProgress } from '../../../shared/rpc/check-up.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { type KeyCareWordKey, sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { pictogram } from '../../ui/pictogram.ts';
import { whoCanHelp } from '../../ui/who-can-help.ts';
import { type CareActions, CareSection } from './care-section.ts';
import { CheckList } from './check-list.ts';
import { otherWayQuestion, questions } from './questions.ts';
import { reportSection } from './report-section.ts';
import { type TrialActions, TrialSection } from './trial-section.ts';
import { verdictSection } from './verdict-section.ts';

/** What the person said before the check-up began. */
export type Choices = Circumstances;

export interface CheckUpActions {
  /** Until the background has told which one it is. */
  readonly language: Language;
  start(choices: Choices): void;
  cancel(): void;
}

/** What a person can do with a verdict. */
export interface VerdictActions
  extends Omit<TrialActions, 'language'>,
    Omit<CareActions, 'language' | 'onWork'> {
  /** They said whether they have another way to sign in; `null` where that makes no difference. */
  readonly onOtherWay: ((hasOtherWay: boolean) => void) | null;
}

/** The page: the questions, then what is being looked at, then the verdict. */
export class CheckUpScreen {
  readonly #actions: CheckUpActions;
  readonly #main = element('main', { tabindex: '-1' });
  #language: Language;
  #list: CheckList | null = null;
  #show: () => void = () => this.showStart();

  constructor(root: HTMLElement, actions: CheckUpActions) {
    this.#actions = actions;
    this.#language = actions.language;
    const brand = element('p', { class: 'name' }, 'Wardkey');
    root.replaceChildren(
      element('header', { class: 'brand' }, pictogram('mark'), brand),
      this.#main,
    );
    this.showStart();
  }

  /** Shows everything in another language, where it is another. */
  speak(language: Language): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#show();
  }

  /** @param told why the person is here again */
  showStart(told: KeyCareWordKey | null = null): void {
    this.#show = () => this.showStart(told);
    this.#list = null;
    const asked = questions(this.#language);
    const start = button({
      text: sayInCheckUp(this.#language, 'checkUp.start'),
      action: 'start',
      weight: 'main',
      onPress: () => this.#actions.start(asked.choices()),
    });
    this.#fill(
      this.#heading(),
      ...(told === null
        ? []
        : [element('p', { role: 'alert', class: 'told' }, sayOfKeyCare(this.#language, told))]),
      element('p', {}, sayInCheckUp(this.#language, 'checkUp.intro')),
      asked.element,
      element('div', { class: 'buttons' }, start),
    );
  }

  /** Called again at every news; what stands there already is changed in its place. */
  showRunning(wanted: Wanted, progress: readonly CheckUpProgress[]): void {
    if (this.#list === null) {
      this.#list = new CheckList(wanted, this.#language);
      const cancel = button({
        text: sayInCheckUp(this.#language, 'checkUp.cancel'),
        action: 'cancel',
        onPress: () => this.#actions.cancel(),
      });
      const heading = sayInCheckUp(this.#language, 'checkUp.runningHeading');
      this.#fill(
        element('h1', {}, heading),
        element('p', { class: 'visually-hidden', role: 'status' }, heading),
        this.#list.element,
        element('div', { class: 'buttons' }, cancel),
      );
      cancel.focus();
    }
    this.#list.show(progress);
    this.#show = () => {
      this.#list = null;
      this.showRunning(wanted, progress);
    };
  }

  /** @param trial what a real try needs, and the question */
  showVerdict(parts: ReportParts, trial: VerdictActions): void {
    this.#show = () => this.showVerdict(parts, trial);
    const { verdict, findings } = parts;
    this.#list = null;
    const again = button({
      text: sayInCheckUp(this.#language, 'checkUp.again'),
      action: 'again',
      onPress: () => this.#actions.cancel(),
    });
    const tries = new TrialSection({ ...trial, language: this.#language });
    const care = new CareSection({
      ...trial,
      language: this.#language,
      onWork: (isAtWork) => {
        tries.element.hidden = isAtWork;
      },
    });
    this.#fill(
      ...verdictSection(verdict, findings, this.#language, (step) => care.begin(step)),
      ...(trial.onOtherWay === null ? [] : [otherWayQuestion(trial.onOtherWay, this.#language)]),
      care.element,
      tries.element,
      element('div', { class: 'buttons' }, again),
      reportSection(parts, this.#language),
    );
    this.#main.focus();
  }

  /** The background is gone, and nothing here works without it. */
  showLost(): void {
    this.#show = () => this.showLost();
    this.#list = null;
    const says = sayInCheckUp(this.#language, 'checkUp.lost');
    this.#fill(
      this.#heading(),
      element('p', { role: 'alert' }, says),
      whoCanHelp(this.#language, 'bridge-stopped'),
    );
  }

  #heading(): HTMLElement {
    return element('h1', {}, sayInCheckUp(this.#language, 'checkUp.title'));
  }

  #fill(...children: readonly Node[]): void {
    document.documentElement.lang = this.#language;
    document.title = `Wardkey: ${sayInCheckUp(this.#language, 'checkUp.title')}`;
    this.#main.replaceChildren(...children);
  }
}
