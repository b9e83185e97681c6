import type { PopupView } from '../../../shared/messages/views.ts';
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
    list.devices.length === 0
      ? element('p', {}, say(language, 'devices.none'))
      : element(
          'ul',
          { class: 'devices' },
          ...list.devices.map((device) => element('li', {}, deviceLine(language, device))),
        ),
  ];
}
