import type { Wanted } from '../../../shared/diagnosis/finding-row.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { journeyOf } from '../../../shared/journeys/catalogue.ts';
import type { Journey } from '../../../shared/journeys/journey.ts';
import type { BannerView } from '../../../shared/messages/banner-view.ts';
import type { GuideView } from '../../../shared/messages/guide-view.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { sayOfJourney } from '../../../shared/words/journey-words.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { say } from '../../../shared/words/words.ts';
import { button } from '../../ui/button.ts';
import { checkUpLink } from '../../ui/check-up-link.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';
import { settle } from '../../ui/in-place.ts';
import { contactList } from '../../ui/journey/contact-list.ts';
import { guideNotes } from '../../ui/journey/guide-notes.ts';
import { journeyArticle } from '../../ui/journey/journey-article.ts';
import { JOURNEY_GROUPS } from '../../ui/journey/journey-groups.ts';
import { link } from '../../ui/journey/link.ts';
import { pictogram } from '../../ui/pictogram.ts';
import type { GuideActions } from './guide-actions.ts';

/** Where a journey is about a key or a card that gives trouble, the way to what finds out why. */
function checkUpOf({ group, kind }: Journey, language: Language): readonly Node[] {
  const wanted = CHECKED[group];
  if (wanted === undefined || kind !== 'troubleshoot') return [];
  return [checkUpLink(say(language, 'popup.checkUp'), { wanted })];
}

const CHECKED: Partial<Record<Journey['group'], Wanted>> = { fido2: 'key', smartcard: 'card' };

const HELP_PAGE = '../help/help.html';

/** The whole journey beside the page; where none is on, the choice of one. */
export class GuideScreen {
  readonly #actions: GuideActions;
  readonly #trouble = element('div', { class: 'trouble', role: 'alert' });
  readonly #main = element('main', {});
  readonly #heading = element('h1', {});
  #view: GuideView | null = null;
  #shown = '';
  #place = '';

  constructor(root: HTMLElement, actions: GuideActions) {
    this.#actions = actions;
    root.replaceChildren(
      element('header', { class: 'brand' }, pictogram('mark'), this.#heading),
      this.#trouble,
      this.#main,
    );
  }

  show(view: GuideView): void {
    this.#view = view;
    const news = JSON.stringify(view);
    if (news === this.#shown) return;
    this.#shown = news;
    const { language, place } = view;
    document.documentElement.lang = language;
    document.title = sayInGuide(language, 'help.panelTitle');
    this.#trouble.replaceChildren();
    const focused = document.activeElement?.getAttribute('data-action') ?? null;
    const journey = place === null ? undefined : journeyOf(place.journey);
    this.#heading.textContent =
      journey === undefined
        ? sayInGuide(language, 'help.panelTitle')
        : sayOfJourney(language, journey.id, 'title');
    settle(this.#main, [
      ...(journey === undefined || place === null
        ? this.#choice(view)
        : [
            ...this.#now(view),
            ...checkUpOf(journey, language),
            ...journeyArticle(journey, {
              language,
              level: 'h2',
              current: place.step,
              onGoTo: (id) => this.#pick(id),
            }),
          ]),
      this.#contacts(view),
      ...guideNotes(language),
      link(HELP_PAGE, sayInGuide(language, 'guide.openHelp')),
    ]);
    if (focused !== null && document.activeElement?.getAttribute('data-action') !== focused) {
      this.#main.querySelector<HTMLElement>(`[data-action="${focused}"]`)?.focus();
    }
    const at = `${place?.journey} ${place?.step}`;
    if (at !== this.#place) {
      this.#main.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
    }
    this.#place = at;
  }

  /** An action that was not taken, or no news at all. Stands until the next view. */
  fail(code: ErrorCode): void {
    const language = this.#view?.language ?? chooseLanguage({ system: navigator.languages });
    this.#trouble.replaceChildren(explanation(language, code));
  }

  #now({ banner }: GuideView): readonly Node[] {
    if (banner === null) return [];
    const { live } = banner;
    const now = [
      // There before it has something to say: a screen reader hears a change alone.
      element(
        'div',
        { class: 'live-news', role: 'status' },
        ...(live === null
          ? []
          : [element('p', { class: 'live-state', 'data-tone': live.tone }, live.text)]),
      ),
      ...(banner.signInHint === '' ? [] : [element('p', { class: 'quiet' }, banner.signInHint)]),
      element('div', { class: 'button-row' }, ...this.#buttons(banner)),
    ];
    return [element('div', { class: 'now' }, ...now)];
  }

  #buttons({ buttons, language }: BannerView): readonly Node[] {
    const made = buttons.flatMap(({ act, text, main }) =>
      act === 'panel' || act === 'contacts' || act === 'again'
        ? []
        : [
            button({
              text,
              action: act,
              weight: main ? 'main' : 'plain',
              onPress: () => this.#act(act),
            }),
          ],
    );
    const again = button({
      text: sayInGuide(language, 'guide.again'),
      action: 'again',
      onPress: () => this.#act('again'),
    });
    return [...made, again];
  }

  #choice({ language }: GuideView): readonly Node[] {
    return [
      element('p', {}, sayInGuide(language, 'help.noJourney')),
      ...JOURNEY_GROUPS.map(([group, journeys]) =>
        element(
          'section',
          { class: 'journey-choices' },
          element('h2', {}, sayInGuide(language, `groups.${group}`)),
          ...journeys.map(({ id }) =>
            button({
              text: sayOfJourney(language, id, 'title'),
              action: `pick-${id}`,
              onPress: () => this.#pick(id),
            }),
          ),
        ),
      ),
    ];
  }

  #contacts({ language, contacts, banner }: GuideView): HTMLElement {
    return element(
      'details',
      // What the person has opened stays open.
      { class: 'who', ...(this.#main.querySelector('.who[open]') && { open: '' }) },
      element('summary', {}, sayInGuide(language, 'help.contacts')),
      contactList(language, contacts),
      ...(banner === null ? [] : [element('p', { class: 'quiet' }, banner.contacts.code)]),
    );
  }

  /** A button may stand longer than the tab in front: what counts is the tab that is shown now. */
  #pick(journey: string): void {
    if (this.#view !== null) void this.#tell(this.#actions.pick(journey, this.#view.tabId));
  }

  #act(act: Parameters<GuideActions['act']>[0]): void {
    if (this.#view !== null) void this.#tell(this.#actions.act(act, this.#view.tabId));
  }

  async #tell(done: Promise<ErrorCode | null>): Promise<void> {
    const trouble = await done;
    if (trouble !== null) this.fail(trouble);
  }
}
