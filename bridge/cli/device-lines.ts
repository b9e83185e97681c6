import type { KeySummary } from '../../shared/rpc/device.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { printable } from '../../shared/words/printable.ts';
import { explain, say } from '../../shared/words/words.ts';
import { choiceText, errorLines } from './error-lines.ts';
import type { NamedDevice } from './named-device.ts';
import type { NamedList } from './settled-list.ts';
import type { Terminal } from './terminal.ts';

/** All that is attached, for a person to read. */
export function deviceListLines(
  { devices, problems }: NamedList,
  language: Language,
  terminal: Terminal,
): readonly string[] {
  const troubles = problems.map((code) => errorLines({ code, facts: {} }, language).join(' '));
  const nothing = devices.length + problems.length === 0 ? [say(language, 'devices.none')] : [];
  return [
    ...devices.flatMap((device) => deviceLines(device, language, terminal)),
    ...troubles,
    ...nothing,
  ];
}

function deviceLines(
  device: NamedDevice,
  language: Language,
  terminal: Terminal,
): readonly string[] {
  const { key, name, problem, transport } = device;
  const facts = { reader: printable(name) };
  const state = key === undefined ? say(language, 'devices.unread') : pinState(key, language);
  return [
    terminal.heading(choiceText(device, language)),
    `  ${say(language, `devices.${transport}`)}`,
    `  ${problem === undefined ? state : explain(language, problem, facts).says}`,
  ];
}

/** Whether the key has a PIN. */
export function pinState({ pinSet }: KeySummary, language: Language): string {
  switch (pinSet) {
    case true:
      return say(language, 'devices.pinSet');
    case false:
      return say(language, 'devices.pinNotSet');
    case null:
      return say(language, 'devices.pinUnknown');
  }
}
