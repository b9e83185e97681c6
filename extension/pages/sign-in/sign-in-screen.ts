import type { SignInView } from '../../../shared/messages/views.ts';
import { sayOfCard } from '../../../shared/words/card-words.ts';
import { sayInCheckUp } from '../../../shared/words/check-up-words.ts';
import { sayOfKeyCare } from '../../../shared/words/key-care-words.ts';
import { sayWebEid } from '../../../shared/words/web-eid-words.ts';
import { say } from '../../../shared/words/words.ts';
import { element } from '../../ui/dom.ts';
import { pictogram } from '../../ui/pictogram.ts';
import type { SignInActions, Stage } from './stage.ts';
import { isOver, stageFor, stageIdentity } from './stage-for.ts';
import { isWebEidKind, WEB_EID_KINDS } from './web-eid-kind.ts';

/** How long Escape counts for nothing after a stage came or the window got the focus, in ms. */
const ESCAPE_GUARD_MS = 700;

/** The whole window: which website, the stage, and the buttons. One stage at a time. */
export class SignInScreen {
  readonly #root: HTMLElement;
  readonly #actions: SignInActions;
  #view: SignInView | null = null;
  #stage: Stage | null = null;
  #calmSince = performance.now();

  constructor(root: HTMLElement, actions: SignInActions) {
    this.#root = root;
    this.#actions = actions;
    window.addEventListener('focus', () => this.#beginGuard());
    window.addEventListener('pagehide', () => this.#stage?.onGone?.());
    window.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.repeat) return;
      if (performance.now() - this.#calmSince < ESCAPE_GUARD_MS) return;
      if (this.isOver) this.#actions.close();
      else this.#actions.leave();
    });
  }

  get view(): SignInView | null {
    return this.#view;
  }

  get isOver(): boolean {
    return this.#view !== null && isOver(this.#view.stage);
  }

  show(view: SignInView): void {
    const before = this.#view;
    this.#view = view;
    if (before !== null && identity(before) === identity(view)) {
      this.#stage?.onNews?.(view.stage);
      return;
    }
    this.#stage?.onGone?.();
    this.#stage = stageFor(view.stage, {
      language: view.language,
      kind: view.kind,
      host: view.host,
      say: (key, facts) => say(view.language, key, facts),
      actions: this.#actions,
    });
    this.#build(view, this.#stage);
  }

  #build(view: SignInView, stage: Stage): void {
    const heading = element(
      'h1',
      { tabindex: '-1', 'aria-describedby': 'sign-in-to' },
      stage.heading,
    );
    document.documentElement.lang = view.language;
    document.title = `${stage.heading} | Wardkey`;
    this.#root.dataset['stage'] = view.stage.type;
    this.#root.replaceChildren(
      element(
        'header',
        { class: 'brand' },
        pictogram('mark'),
        element('p', { id: 'sign-in-to' }, purpose(view)),
      ),
      element(
        'main',
        { class: 'stage' },
        element(
          'div',
          { class: 'stage-head' },
          element('div', { class: 'stage-drawing' }, pictogram(stage.drawing)),
          heading,
        ),
        ...pinSetNotice(view),
        ...stage.content,
      ),
      element('footer', { class: 'buttons' }, ...stage.buttons),
    );
    this.#beginGuard();
    heading.focus();
    stage.onShown?.();
  }

  #beginGuard(): void {
    this.#calmSince = performance.now();
  }
}

function identity(view: SignInView): string {
  return [view.language, view.kind, view.host, view.pinSet, stageIdentity(view.stage)].join('\n');
}

/** Whatever comes later, the person must know which PIN counts now. */
function pinSetNotice({ language, pinSet }: SignInView): Node[] {
  return pinSet ? [element('p', { class: 'pin-set' }, say(language, 'signIn.pinSet'))] : [];
}

function purpose({ language, kind, host }: SignInView): string {
  if (kind === 'card-test') return sayOfCard(language, 'card.testTitle');
  if (kind === 'key-test') return sayInCheckUp(language, 'checkUp.tryTitle');
  if (kind === 'key-sign-ins') return sayOfKeyCare(language, 'keyCare.signInsPurpose');
  if (kind === 'key-reset') return sayOfKeyCare(language, 'keyCare.resetPurpose');
  if (host === '') return say(language, 'signIn.toSomewhere');
  if (isWebEidKind(kind)) return sayWebEid(language, WEB_EID_KINDS[kind].purpose, { host });
  return say(language, kind === 'get' ? 'signIn.toGet' : 'signIn.toCreate', { host });
}
