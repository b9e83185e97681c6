import { contactsOf } from '../../../shared/journeys/contacts.ts';
import type { Language, Settings } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { element } from '../dom.ts';
import { link } from './link.ts';

/** Who can help, with what, and how to reach them. */
export function contactList(language: Language, policy: Settings['contacts']): HTMLElement {
  return element(
    'ul',
    { class: 'contacts' },
    ...contactsOf(policy).map(({ id, name, phone, email, url, hours }) =>
      element(
        'li',
        {},
        element('strong', {}, name ?? sayInGuide(language, `contacts.${id}`)),
        element('span', {}, sayInGuide(language, `helps.${id}`)),
        ...(phone === undefined ? [] : [link(`tel:${phone.replace(/\s/g, '')}`, phone)]),
        ...(email === undefined ? [] : [link(`mailto:${email}`, email)]),
        ...(url === undefined ? [] : [link(url, sayInGuide(language, 'help.open'))]),
        ...([phone, email, url].some((way) => way !== undefined)
          ? []
          : [element('span', {}, sayInGuide(language, 'guide.unknownPlace'))]),
        ...(hours === undefined
          ? []
          : [element('span', {}, sayInGuide(language, 'guide.hours', { hours }))]),
      ),
    ),
  );
}
