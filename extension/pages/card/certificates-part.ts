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
  { certificates, unreadable }: Pick<NonNullable<CardState['piv']>, 'certificates' | 'unreadable'>,
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
        element(
          'dd',
          { 'data-validity': one.validity },
          validityText(one, language),
          ...trustPart(one, language),
        ),
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

const TRUST: Readonly<Record<NonNullable<CardCertificateState['trust']>, CardWordKey>> = {
  trusted: 'card.trusted',
  'unknown-issuer': 'card.unknownIssuer',
  'false-issuer': 'card.falseIssuer',
  'ended-issuer': 'card.endedIssuer',
};

/** Nothing where nobody has set whom to trust. */
function trustPart({ trust }: CardCertificateState, language: Language): readonly Node[] {
  if (trust === undefined) return [];
  return [element('p', { 'data-trust': trust }, sayOfCard(language, TRUST[trust]))];
}
