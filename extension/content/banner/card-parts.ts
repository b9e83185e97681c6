import type { BannerView, GuideAct } from '../../../shared/messages/banner-view.ts';
import { element } from '../../ui/dom.ts';
import { pictogram } from '../../ui/pictogram.ts';

/** What the person may do on the card. */
export interface CardActions {
  readonly showsContacts: boolean;
  /** Whether all is shown because the person wished it. */
  readonly showsAll: boolean;
  more(): void;
  warning(): void;
  close(): void;
  move(): void;
  pick(journey: string): void;
  act(act: GuideAct): void;
}

/** The card's content. */
export function parts(view: BannerView, actions: CardActions): readonly Node[] {
  return [
    element(
      'header',
      { class: 'head' },
      pictogram('mark'),
      element(
        'div',
        { class: 'titles' },
        element('h2', {}, view.heading),
        ...(view.position === '' ? [] : [element('p', { class: 'position' }, view.position)]),
      ),
      actions.showsAll
        ? press('more', '▾', () => actions.more(), view.labels.less)
        : press('more', '▴', () => actions.more(), view.labels.more),
      press('move', '⤡', () => actions.move(), view.labels.move),
      press('close', '×', () => actions.close(), view.labels.close),
    ),
    ...(actions.showsContacts ? contacts(view) : content(view, actions)),
    element(
      'footer',
      { class: 'buttons' },
      ...view.buttons
        .filter(({ act }) => !actions.showsContacts || act === 'contacts')
        .map(({ act, text, main }) =>
          press(
            act,
            actions.showsContacts ? view.labels.backToStep : text,
            () => actions.act(act),
            undefined,
            main || actions.showsContacts,
          ),
        ),
    ),
  ];
}

function content(view: BannerView, actions: CardActions): readonly Node[] {
  return [
    ...view.warnings.map((text) =>
      element(
        'p',
        { class: 'warning', tabindex: '-1' },
        pictogram('problem'),
        element('span', {}, text),
      ),
    ),
    // Shown where the card is too small for the warnings.
    ...(view.warnings.length === 0
      ? []
      : [press('warning', view.labels.warning, () => actions.warning())]),
    element('p', { class: 'text' }, view.text),
    // In the same tab, where the guide goes on; the page there is not told where the person was.
    ...(view.open === null
      ? []
      : [
          element(
            'p',
            {},
            element(
              'a',
              { 'data-action': 'open', href: view.open.url, rel: 'noreferrer' },
              view.open.text,
            ),
          ),
        ]),
    ...(view.live === null
      ? []
      : [element('p', { class: 'live', 'data-tone': view.live.tone }, view.live.text)]),
    ...(view.choices.length === 0
      ? []
      : [
          element(
            'div',
            { class: 'choices', tabindex: '-1' },
            ...view.choices.map(({ journey, text }, at) =>
              press(`pick-${journey}`, text, () => actions.pick(journey), undefined, at === 0),
            ),
          ),
        ]),
    ...(view.signInHint === '' ? [] : [element('p', { class: 'hint' }, view.signInHint)]),
  ];
}

function contacts({ contacts: { heading, people, code } }: BannerView): readonly Node[] {
  return [
    element('h3', {}, heading),
    element('p', {}, code),
    element(
      'ul',
      { class: 'people' },
      ...people.map(({ name, lines }) =>
        element(
          'li',
          {},
          element('strong', {}, name),
          ...lines.map((line) => element('span', {}, line)),
        ),
      ),
    ),
  ];
}

function press(
  action: string,
  text: string,
  onPress: () => void,
  label?: string,
  isMain = false,
): HTMLButtonElement {
  const made = element(
    'button',
    {
      type: 'button',
      'data-action': action,
      class: label === undefined ? (isMain ? 'main' : 'plain') : 'icon',
      ...(label === undefined ? {} : { 'aria-label': label, title: label }),
    },
    text,
  );
  made.addEventListener('click', ({ isTrusted }) => {
    // Only the person's own click counts: a script of the page could make one up.
    if (isTrusted) onPress();
  });
  return made;
}
