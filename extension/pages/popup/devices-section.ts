import type { PopupView } from '../../../shared/messages/views.ts';
import type { DeviceList } from '../../../shared/rpc/device.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayOfCard } from '../../../shared/words/card-words.ts';
import { say } from '../../../shared/words/words.ts';
import { deviceLine } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { explanation } from '../../ui/explanation.ts';

/** All that is attached, and what stands in the way of seeing more. Nothing before it is known. */
export function devicesSection({
  language,
  list,
}: Pick<PopupView, 'language' | 'list'>): readonly Node[] {
  if (list === null) return [];
  return [
    element('h2', {}, say(language, 'popup.devicesHeading')),
    ...list.problems.map((code) => explanation(language, code)),
    ...attached(language, list),
  ];
}

function attached(language: Language, { devices, problems }: DeviceList): readonly Node[] {
  if (devices.length > 0) {
    const lines = devices.map((device) => element('li', {}, deviceLine(language, device)));
    const hasCard = devices.some(({ transport }) => transport !== 'usb');
    return [
      element('ul', { class: 'devices' }, ...lines),
      ...(hasCard ? [element('p', {}, cardLink(language))] : []),
    ];
  }
  // While something stands in the way of seeing more, nobody can say that there is none.
  return problems.length > 0 ? [] : [element('p', {}, say(language, 'devices.none'))];
}

/** The way to the panel that tells more of smartcards. */
function cardLink(language: Language): HTMLElement {
  const there = { href: '../card/card.html', target: '_blank', 'data-action': 'card' };
  return element('a', there, sayOfCard(language, 'card.open'));
}
