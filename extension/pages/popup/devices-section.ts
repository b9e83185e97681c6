import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { hinders } from '../../../shared/errors/hinders.ts';
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
    ...list.problems.filter(hidesKeys).map((code) => explanation(language, code)),
    ...attached(language, list),
    // After what is there or is not: it hides nothing that is plugged into the computer itself.
    ...list.problems.filter((code) => !hidesKeys(code)).map((code) => explanation(language, code)),
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
  // While something stands in the way of seeing keys, nobody can say that there is none.
  return problems.some(hidesKeys) ? [] : [element('p', {}, say(language, 'devices.none'))];
}

function hidesKeys(code: ErrorCode): boolean {
  return hinders('key', code);
}

/** The way to the panel that tells more of smartcards. */
function cardLink(language: Language): HTMLElement {
  const there = { href: '../card/card.html', target: '_blank', 'data-action': 'card' };
  return element('a', there, sayOfCard(language, 'card.open'));
}
