import type { CardCertificateState, CardState } from '../../../shared/rpc/card.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type CardWordKey, sayOfCard } from '../../../shared/words/card-words.ts';
import { element } from '../../ui/dom.ts';

const PURPOSES: Readonly<Record<CardCertificateState['purpose'], CardWordKey>> = {
  authentication: 'card.authentication',
  signing: 'card.signing',
  encryption: 'card.encryption',
  'card-authentication': 'card.cardAuthentication',
};

/** What the card's certificates are for, and how long each is still good. */
export function certificatesPart(
  { certificates, unreadable }: NonNullable<CardState['piv']>,
  language: Language,
): readonly Node[] {
  if (certificates.length === 0 && unreadable.length === 0) {
    return [element('p', {}, sayOfCard(language, 'card.noCertificates'))];
  }
  return [
    element('h3', {}, sayOfCard(language, 'card.certificates')),
    element(
      'dl',
      {},
      ...certificates.flatMap((one) => [
        element('dt', {}, sayOfCard(language, PURPOSES[one.purpose])),
        element('dd', { 'data-validity': one.validity }, validityText(one, language)),
      ]),
    ),
    ...unreadable.map((slot) =>
      element('p', { class: 'attention' }, sayOfCard(language, 'card.unreadable', { slot })),
    ),
  ];
}

function validityText({ validity, daysLeft }: CardCertificateState, language: Language): string {
  switch (validity) {
    case 'good':
      return sayOfCard(language, 'card.good', { days: daysLeft });
    case 'renewable':
      return daysLeft === 0
        ? sayOfCard(language, 'card.endsToday')
        : sayOfCard(language, 'card.renewable', { days: daysLeft });
    case 'ended':
      return sayOfCard(language, 'card.ended', { days: -daysLeft });
    case 'not-yet':
      return sayOfCard(language, 'card.notYet');
  }
}
