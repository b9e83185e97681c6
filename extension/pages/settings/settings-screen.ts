import type { SettingsView } from '../../../shared/messages/settings-view.ts';
import type { CardRemovedAct, Language, WebEidMode } from '../../../shared/settings/settings.ts';
import { type PageWordKey, sayOfPage } from '../../../shared/words/page-words.ts';
import { say } from '../../../shared/words/words.ts';
import { browser } from '../../platform/browser.ts';
import { button } from '../../ui/button.ts';
import { element } from '../../ui/dom.ts';
import { link } from '../../ui/journey/link.ts';
import { NOTICES_FILE } from '../../ui/notices-file.ts';
import { pictogram } from '../../ui/pictogram.ts';

/** What the person can do on the settings page. */
export interface SettingsActions {
  speak(language: Language): void;
  /** Asks the browser to let Wardkey look at hosts. */
  allow(hosts: readonly string[]): void;
}

const ACCESS: Readonly<Record<SettingsView['portals'][number]['access'], PageWordKey>> = {
  'built-in': 'settings.builtIn',
  given: 'settings.access',
  missing: 'settings.noAccess',
};

const WEB_EID: Readonly<Record<WebEidMode, PageWordKey>> = {
  auto: 'settings.webEidAuto',
  on: 'settings.webEidOn',
  off: 'settings.webEidOff',
};
const ACTS: Readonly<Record<CardRemovedAct, PageWordKey>> = {
  nothing: 'settings.cardRemovedNothing',
  tell: 'settings.cardRemovedTell',
  close: 'settings.cardRemovedClose',
};

/** All settings, each with who has set it. What an organisation has set cannot be changed here. */
export function showSettings(
  root: HTMLElement,
  view: SettingsView,
  actions: SettingsActions,
): void {
  const { language } = view;
  document.documentElement.lang = language;
  document.title = sayOfPage(language, 'settings.title');
  root.replaceChildren(
    element(
      'header',
      { class: 'brand' },
      pictogram('mark'),
      element('h1', {}, sayOfPage(language, 'settings.title')),
    ),
    element(
      'main',
      {},
      problem(view),
      languagePart(view, actions),
      section('portals', sayOfPage(language, 'settings.portals'), portals(view, actions)),
      managed(view, 'contacts', 'settings.contacts', contactLines(view)),
      managed(view, 'hosts', 'settings.hosts', view.hosts),
      managed(
        view,
        'sign-in',
        'settings.signIn',
        view.signIn === 'always' ? [sayOfPage(language, 'settings.signInAlways')] : [],
      ),
      managed(view, 'web-eid', 'settings.webEid', said(view, WEB_EID, view.webEid)),
      managed(view, 'card-removed', 'settings.cardRemoved', said(view, ACTS, view.cardRemoved)),
      managed(view, 'origins', 'settings.origins', view.origins),
      managed(view, 'rp-ids', 'settings.rpIds', view.rpIds),
      ...programPart(view),
      aboutPart(language),
    ),
  );
}

function problem({ language, problem: facts }: SettingsView): HTMLElement {
  const text = facts === null ? '' : sayOfPage(language, 'settings.problem', facts);
  return element('div', { class: 'trouble', role: 'alert' }, text);
}

function languagePart(
  { language, otherLanguage }: SettingsView,
  actions: SettingsActions,
): HTMLElement {
  const heading = sayOfPage(language, 'settings.language');
  const spoken = element('p', {}, say(language, 'popup.inThisLanguage'));
  if (otherLanguage === undefined)
    return section('language', heading, [spoken, byOrganisation(language)]);
  const change = button({
    text: say(otherLanguage, 'popup.inThisLanguage'),
    action: 'language',
    onPress: () => actions.speak(otherLanguage),
  });
  change.lang = otherLanguage;
  return section('language', heading, [
    spoken,
    quiet(sayOfPage(language, 'settings.byYou')),
    change,
  ]);
}

function portals(
  { language, portals: all }: SettingsView,
  actions: SettingsActions,
): readonly Node[] {
  if (all.length === 0) return [quiet(sayOfPage(language, 'settings.none'))];
  const missing = all.filter(({ access }) => access === 'missing').map(({ host }) => host);
  return [
    byOrganisation(language),
    element(
      'ul',
      {},
      ...all.map(({ host, name, access, pages }) =>
        element(
          'li',
          {},
          element('strong', {}, name),
          `${name === host ? '' : ` ${host}`}. ${sayOfPage(language, ACCESS[access])}`,
          ...(pages.length === 0
            ? []
            : [
                element('p', { class: 'quiet' }, sayOfPage(language, 'settings.selectors')),
                list(pages),
              ]),
        ),
      ),
    ),
    ...(missing.length === 0
      ? []
      : [
          button({
            text: sayOfPage(language, 'portalAccess.allow'),
            action: 'allow',
            weight: 'main',
            onPress: () => actions.allow(missing),
          }),
        ]),
  ];
}

function managed(
  { language }: SettingsView,
  name: string,
  heading: PageWordKey,
  lines: readonly string[],
): HTMLElement {
  const content =
    lines.length === 0
      ? [quiet(sayOfPage(language, 'settings.none'))]
      : [byOrganisation(language), list(lines)];
  return section(name, sayOfPage(language, heading), content);
}

/** What is chosen, in words; nothing where nobody has chosen. */
function said<K extends string>(
  { language }: SettingsView,
  words: Readonly<Record<K, PageWordKey>>,
  chosen: K | undefined,
): readonly string[] {
  return chosen === undefined ? [] : [sayOfPage(language, words[chosen])];
}

/** What the browser's policy sets for the bridge, which has a policy of its own; for IT alone. */
function programPart(view: SettingsView): readonly Node[] {
  if (view.program.length === 0) return [];
  const part = managed(view, 'program', 'settings.program', view.program);
  part.append(quiet(sayOfPage(view.language, 'settings.programNote')));
  return [part];
}

function aboutPart(language: Language): HTMLElement {
  const { version } = browser.runtime.getManifest();
  const notices = sayOfPage(language, 'settings.notices');
  return section('about', sayOfPage(language, 'settings.about'), [
    element('p', {}, sayOfPage(language, 'settings.version', { version })),
    element('p', {}, link(browser.runtime.getURL(NOTICES_FILE), notices)),
  ]);
}

function contactLines({ contacts = {} }: SettingsView): readonly string[] {
  return Object.entries(contacts).map(([id, contact]) =>
    [contact?.name ?? id, contact?.phone, contact?.email, contact?.url, contact?.hours]
      .filter((part) => part !== undefined)
      .join(', '),
  );
}

function section(name: string, heading: string, content: readonly Node[]): HTMLElement {
  return element('section', { 'data-section': name }, element('h2', {}, heading), ...content);
}

function list(lines: readonly string[]): HTMLElement {
  return element('ul', {}, ...lines.map((line) => element('li', {}, line)));
}

function byOrganisation(language: Language): HTMLElement {
  return element(
    'p',
    { class: 'quiet', 'data-managed': '' },
    sayOfPage(language, 'settings.byOrganisation'),
  );
}

function quiet(text: string): HTMLElement {
  return element('p', { class: 'quiet' }, text);
}
