import type { Journey } from '../../../shared/journeys/journey.ts';
import type { Language, Settings } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { sayOfJourney } from '../../../shared/words/journey-words.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { contactList } from '../../ui/journey/contact-list.ts';
import { guideNotes } from '../../ui/journey/guide-notes.ts';
import { journeyArticle } from '../../ui/journey/journey-article.ts';
import { JOURNEY_GROUPS } from '../../ui/journey/journey-groups.ts';
import { pictogram } from '../../ui/pictogram.ts';
import { CONTACTS_PART, codeToReadOut } from '../../ui/who-can-help.ts';

interface Entry {
  readonly journey: Journey;
  readonly element: HTMLDetailsElement;
  readonly text: string;
}

/** Everything that the guide knows: to search, to read and to print. */
export class HelpScreen {
  readonly #root: HTMLElement;
  readonly #code = element('p', { class: 'read-out', hidden: '' });
  #language: Language = 'en';
  #entries: readonly Entry[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  show(language: Language, contacts: Settings['contacts']): void {
    this.#language = language;
    document.documentElement.lang = language;
    document.title = sayInGuide(language, 'help.title');
    this.#entries = JOURNEY_GROUPS.flatMap(([, journeys]) =>
      journeys.map((journey) => this.#entry(language, journey)),
    );
    const found = element('p', { role: 'status', class: 'quiet' });
    this.#root.replaceChildren(
      element(
        'header',
        { class: 'brand' },
        pictogram('mark'),
        element('h1', {}, sayInGuide(language, 'help.title')),
      ),
      element(
        'main',
        {},
        element('div', { class: 'no-print' }, ...this.#search(language, found)),
        found,
        this.#contacts(language, contacts),
        ...JOURNEY_GROUPS.map(([group, journeys]) => {
          const id = `group-${group}`;
          return element(
            'section',
            { class: 'group', 'aria-labelledby': id },
            element('h2', { id }, sayInGuide(language, `groups.${group}`)),
            ...this.#entries
              .filter((entry) => journeys.includes(entry.journey))
              .map((entry) => entry.element),
          );
        }),
        ...guideNotes(language),
      ),
    );
    this.open(location.hash.slice(1));
  }

  /** Opens one entry and brings it into sight. */
  open(id: string): void {
    if (id === CONTACTS_PART || new URLSearchParams(id).get('part') === CONTACTS_PART) {
      this.#showCode(codeToReadOut(id));
      const contacts = document.getElementById(CONTACTS_PART);
      contacts?.scrollIntoView();
      contacts?.focus({ preventScroll: true });
      return;
    }
    const entry = this.#entries.find(({ journey }) => journey.id === id);
    if (entry === undefined) return;
    entry.element.open = true;
    entry.element.scrollIntoView();
    entry.element.querySelector('summary')?.focus();
  }

  #search(language: Language, found: HTMLElement): readonly Node[] {
    const field = element('input', { type: 'search', id: 'search', autocomplete: 'off' });
    field.addEventListener('input', () => {
      const count = this.#filter(field.value);
      found.textContent =
        field.value.trim() === ''
          ? ''
          : count === 0
            ? sayInGuide(language, 'help.none')
            : sayInGuide(language, 'help.found', { count });
    });
    return [
      element('label', { for: 'search' }, sayInGuide(language, 'help.searchLabel')),
      field,
      element(
        'div',
        { class: 'button-row' },
        button({
          text: sayInGuide(language, 'help.print'),
          action: 'print',
          onPress: () => this.#print(),
        }),
      ),
    ];
  }

  /** Shows the entries that have every word. @returns how many there are */
  #filter(words: string): number {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element: shown, text } of this.#entries) {
      const fits = wanted.every((word) => text.includes(word));
      shown.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of this.#root.querySelectorAll<HTMLElement>('.group')) {
      group.hidden = group.querySelector('details:not([hidden])') === null;
    }
    return count;
  }

  /** On paper nothing can be opened. */
  #print(): void {
    const closed = this.#entries.filter(({ element: entry }) => !entry.open);
    for (const { element: entry } of closed) entry.open = true;
    print();
    for (const { element: entry } of closed) entry.open = false;
  }

  #contacts(language: Language, contacts: Settings['contacts']): HTMLElement {
    return element(
      'section',
      { id: CONTACTS_PART, 'aria-labelledby': 'contacts-heading', tabindex: '-1' },
      element('h2', { id: 'contacts-heading' }, sayInGuide(language, 'help.contacts')),
      this.#code,
      contactList(language, contacts),
    );
  }

  #showCode(code: string | null): void {
    const text = code === null ? '' : sayInGuide(this.#language, 'guide.code', { code });
    this.#code.textContent = text;
    this.#code.hidden = text === '';
  }

  #entry(language: Language, journey: Journey): Entry {
    const content = element(
      'div',
      {},
      ...journeyArticle(journey, { language, level: 'h3', onGoTo: (id) => this.open(id) }),
    );
    const entry = element(
      'details',
      { id: journey.id },
      element('summary', {}, sayOfJourney(language, journey.id, 'title')),
      content,
    );
    return { journey, element: entry, text: (entry.textContent ?? '').toLowerCase() };
  }
}
