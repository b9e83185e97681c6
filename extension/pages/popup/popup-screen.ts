import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { PopupView } from '../../../shared/messages/views.ts';
import { type AskedPortal, askedPortalOf } from '../../../shared/portals/asked-portals.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/words/words.ts';
import { checkUpLink } from '../../ui/check-up-link.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { pictogram } from '../../ui/pictogram.ts';
import { accessSection } from './access-section.ts';
import { devicesSection } from './devices-section.ts';
import { guideSection } from './guide-section.ts';
import { hostOf } from './host-of.ts';
import { languageSection } from './language-section.ts';
import { LiveSection } from './live-section.ts';
import { pageSection } from './page-section.ts';
import type { PopupActions } from './popup-actions.ts';
import { programSection } from './program-section.ts';
import { reportSection } from './report-section.ts';
import { signInFacts, signInSection } from './sign-in-section.ts';
import { troubleSection } from './trouble-section.ts';

/** The popup: what this page is, what to do, how key and card are, and what helps where that does not. */
export class PopupScreen {
  readonly #actions: PopupActions;
  readonly #trouble = element('div', { class: 'trouble', role: 'alert' });
  readonly #notice = new LiveSection('notice');
  readonly #failed = new LiveSection('last-trouble');
  readonly #page = new LiveSection('page');
  readonly #signIn = new LiveSection('sign-in');
  readonly #guide = new LiveSection('guide');
  readonly #report = new LiveSection('report');
  readonly #access = new LiveSection('access');
  readonly #program = new LiveSection('program');
  readonly #devices = new LiveSection('devices');
  readonly #checkUp = new LiveSection('check-up');
  readonly #language = new LiveSection('language');
  #isFirst = true;

  constructor(root: HTMLElement, actions: PopupActions) {
    this.#actions = actions;
    root.replaceChildren(
      element('header', { class: 'brand' }, pictogram('mark'), element('h1', {}, 'Wardkey')),
      element(
        'main',
        {},
        this.#trouble,
        this.#notice.element,
        this.#page.element,
        this.#signIn.element,
        this.#failed.element,
        this.#guide.element,
        this.#access.element,
        this.#devices.element,
        this.#program.element,
        this.#checkUp.element,
        this.#report.element,
        this.#language.element,
      ),
    );
  }

  show(view: PopupView): void {
    const { language, otherLanguage, tab, page, notice, trouble, bridge, list } = view;
    document.documentElement.lang = language;
    this.#trouble.replaceChildren();
    this.#notice.show([language, notice], () =>
      notice === null
        ? []
        : [
            element('h2', {}, say(language, 'popup.noticeHeading')),
            explanation(language, notice.code, notice.facts),
          ],
    );
    this.#failed.show([language, trouble], () => troubleSection(view));
    const { match, warnings, isOurs } = page ?? {};
    this.#page.show([language, tab.origin, match, warnings, isOurs], () => pageSection(view));
    this.#signIn.show(signInFacts(view), () => signInSection(view, this.#actions));
    this.#report.show([language, page?.report, page?.match], () =>
      reportSection(view, this.#actions),
    );
    this.#access.show([language, view.missingAccess], () => accessSection(view, this.#actions));
    this.#guide.show([language, view.guide, view.guideHidden, tab.id], () =>
      guideSection(view, this.#actions),
    );
    this.#program.show([language, bridge], () => programSection(view, this.#actions));
    this.#devices.show([language, list], () => devicesSection(view));
    const portal = portalIn(view);
    this.#checkUp.show([language, notice, trouble, portal], () => [
      checkUpLink(
        say(language, 'popup.checkUp'),
        notice === null ? (trouble ?? { portal }) : { error: notice.code, wanted: 'key', portal },
      ),
    ]);
    this.#language.show([otherLanguage], () => languageSection(view, this.#actions));
    if (this.#isFirst) this.#signIn.element.querySelector('button')?.focus();
    this.#isFirst = false;
  }

  /** An action that was not taken, or no news at all. Stands until the next view. */
  fail(language: Language, code: ErrorCode): void {
    this.#trouble.replaceChildren(explanation(language, code));
  }
}

/** The portal that the person is on, for a check-up of it; a page of strangers is none. */
function portalIn({ page, tab }: PopupView): AskedPortal | undefined {
  const host = hostOf(tab.origin);
  return page?.isOurs === true && host !== null ? askedPortalOf(host) : undefined;
}
