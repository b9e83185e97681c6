import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { printable } from '../../shared/words/printable.ts';
import { say, type WordKey } from '../../shared/words/words.ts';
import type { OpenKey } from '../ctap/attached-key.ts';
import { keySummary } from '../ctap/key-summary.ts';
import { pinState } from './device-lines.ts';
import type { Terminal } from './terminal.ts';

/** What a key tells about itself, for a person to read. */
export function keyInfoLines(
  { device, info }: OpenKey,
  language: Language,
  terminal: Terminal,
): readonly string[] {
  const line = (key: WordKey, facts: ErrorFacts) => `  ${say(language, key, facts)}`;
  const summary = keySummary(info);
  const { remainingDiscoverableCredentials: places, firmwareVersion: firmware } = info;
  return [
    terminal.heading(printable(device.name)),
    `  ${say(language, `devices.${device.transport}`)} (${printable(device.id)})`,
    `  ${pinState(summary, language)}`,
    line('cli.infoMinPin', { count: info.minPINLength }),
    line(summary.residentKeys ? 'cli.infoPasskeys' : 'cli.infoNoPasskeys', {}),
    ...(places === undefined ? [] : [line('cli.infoPlaces', { count: places })]),
    line('cli.infoVersions', { versions: info.versions.join(', ') }),
    line('cli.infoModel', { aaguid: summary.aaguid }),
    ...(firmware === undefined ? [] : [line('cli.infoFirmware', { firmware })]),
    ...(info.faults.length === 0
      ? []
      : [line('cli.infoFaults', { faults: info.faults.join(', ') })]),
  ];
}
