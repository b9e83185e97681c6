import type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { say } from '../../shared/words/words.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { keySummary } from '../ctap/key-summary.ts';
import { pinState } from './device-lines.ts';
import { choiceText } from './error-lines.ts';
import { keyDetailsLines } from './key-details-lines.ts';
import type { KeyTries } from './key-tries.ts';
import type { NamedDevice } from './named-device.ts';
import type { Terminal } from './terminal.ts';

/** What a key tells about itself, for a person to read: what everybody understands first. */
export function keyInfoLines(
  device: NamedDevice,
  info: AuthenticatorInfo,
  tries: KeyTries,
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
    ...(tries.pinRetries === undefined ? [] : [line('cli.cardTries', { count: tries.pinRetries })]),
    ...(info.forcePINChange ? [line('cli.infoPinDue', {})] : []),
    ...(tries.powerCycleState === true ? [line('cli.infoReplug', {})] : []),
    ...(tries.uvRetries === undefined ? [] : [line('cli.infoUvTries', { count: tries.uvRetries })]),
    line('cli.infoMinPin', { count: info.minPINLength }),
    line(summary.residentKeys ? 'cli.infoPasskeys' : 'cli.infoNoPasskeys', {}),
    ...(places === undefined ? [] : [line('cli.infoPlaces', { count: places })]),
    line('cli.infoTechnical', {}),
    ...[
      line('cli.infoVersions', { versions: info.versions.join(', ') }),
      line('cli.infoModel', { aaguid: summary.aaguid }),
      ...(firmware === undefined ? [] : [line('cli.infoFirmware', { firmware })]),
      ...keyDetailsLines(info, language).map((detail) => `  ${detail}`),
      ...(info.faults.length === 0
        ? []
        : [line('cli.infoFaults', { faults: info.faults.join(', ') })]),
    ].map((detail) => `  ${detail}`),
  ];
}
