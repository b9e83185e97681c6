import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import { say } from '../../shared/words/words.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { keySummary } from '../ctap/key-summary.ts';
import { pinState } from './device-lines.ts';
import { choiceText } from './error-lines.ts';
import type { NamedDevice } from './named-device.ts';
import type { Terminal } from './terminal.ts';

/** What a key tells about itself, for a person to read. */
export function keyInfoLines(
  device: NamedDevice,
  info: AuthenticatorInfo,
  { language, terminal }: { readonly language: Language; readonly terminal: Terminal },
): readonly string[] {
  const line = (key: CommandLineWordKey, facts: ErrorFacts) =>
    `  ${sayInTerminal(language, key, facts)}`;
  const summary = keySummary(info);
  const { remainingDiscoverableCredentials: places, firmwareVersion: firmware } = info;
  return [
    terminal.heading(choiceText(device, language)),
    `  ${say(language, `devices.${device.transport}`)}`,
    `  ${pinState(summary, language)}`,
    line('cli.infoMinPin', { count: info.minPINLength }),
    line(summary.residentKeys ? 'cli.infoPasskeys' : 'cli.infoNoPasskeys', {}),
    ...(places === undefined ? [] : [line('cli.infoPlaces', { count: places })]),
    line('cli.infoVersions', { versions: info.versions.join(', ') }),
    line('cli.infoModel', { aaguid: summary.aaguid }),
    ...(firmware === undefined ? [] : [line('cli.infoFirmware', { firmware })]),
    ...(info.unknown.size === 0
      ? []
      : [
          line('cli.infoUnknown', { members: [...info.unknown.keys()].map(memberName).join(', ') }),
        ]),
    ...(info.faults.length === 0
      ? []
      : [line('cli.infoFaults', { faults: info.faults.join(', ') })]),
  ];
}

/** A member of getInfo as the specification writes its number; their values are in `--json`. */
function memberName(key: number | string): string {
  const isNumber = typeof key === 'number' && key >= 0;
  return isNumber ? `0x${key.toString(16).padStart(2, '0')}` : printable(String(key));
}
