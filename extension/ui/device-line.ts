import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { printable } from '../../shared/words/printable.ts';
import { say } from '../../shared/words/words.ts';
import { deviceState, type Wanted } from './device-state.ts';
import { element } from './dom.ts';
import { type Drawing, pictogram } from './pictogram.ts';

const DRAWING: Readonly<Record<DeviceSummary['transport'], Drawing>> = {
  usb: 'key',
  nfc: 'waves',
  'smart-card': 'card',
};

/** The drawing that goes with the way in which a device is attached. */
export function deviceDrawing(device: DeviceSummary): Drawing {
  return DRAWING[device.transport];
}

/** A device's own name, fit to be shown. */
export function deviceName(language: Language, device: DeviceSummary): string {
  return printable(device.name) || say(language, `devices.${device.transport}`);
}

/** A device with its name, its kind, and how it stands. */
export function deviceLine(
  language: Language,
  device: DeviceSummary,
  wanted?: Wanted,
): HTMLElement {
  return element(
    'span',
    { class: 'device' },
    pictogram(deviceDrawing(device)),
    element(
      'span',
      { class: 'device-text' },
      element('strong', {}, deviceName(language, device)),
      element('span', {}, deviceState(language, device, wanted)),
    ),
  );
}
