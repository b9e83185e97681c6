import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { coseAlgorithmName } from '../ctap/cose-algorithm-name.ts';
import { jsonValue } from './key-info-json.ts';

/** What only an expert asks of a key, one line each, by the specification's names. */
export function keyDetailsLines(info: AuthenticatorInfo, language: Language): readonly string[] {
  const rows: readonly (readonly [CommandLineWordKey, readonly string[]])[] = [
    ['cli.infoOptions', entries(info.options)],
    ['cli.infoExtensions', info.extensions],
    ['cli.infoTransports', info.transports ?? []],
    ['cli.infoAlgorithms', (info.algorithms ?? []).map(({ alg }) => algorithmName(alg))],
    ['cli.infoPinProtocols', (info.pinUvAuthProtocols ?? []).map(String)],
    ['cli.infoLimits', limits(info)],
    ['cli.infoCertifications', entries(info.certifications ?? new Map())],
    ['cli.infoUnknown', entries(info.unknown)],
  ];
  // Each value is made fit to print by itself: a whole list would be cut off in the middle.
  return rows
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => `${sayInTerminal(language, key)} ${values.map(printable).join(', ')}`);
}

/** How much of something there may be: bytes, code points or pieces (CTAP 2.1 §6.4). */
function limits({
  maxMsgSize,
  maxCredentialCountInList,
  maxCredentialIdLength,
  maxSerializedLargeBlobArray,
  maxCredBlobLength,
  maxRPIDsForSetMinPINLength,
  maxPINLength,
}: AuthenticatorInfo): readonly string[] {
  const all = {
    maxMsgSize,
    maxCredentialCountInList,
    maxCredentialIdLength,
    maxSerializedLargeBlobArray,
    maxCredBlobLength,
    maxRPIDsForSetMinPINLength,
    maxPINLength,
  };
  const told = Object.entries(all).filter(([, limit]) => limit !== undefined);
  return told.map(([name, limit]) => `${name}=${limit}`);
}

/** By name and number, such as `ES256 (-7)`; one without a name by number alone. */
function algorithmName(alg: number): string {
  const name = coseAlgorithmName(alg);
  return name === undefined ? String(alg) : `${name} (${alg})`;
}

function entries(map: ReadonlyMap<unknown, unknown>): readonly string[] {
  return Array.from(map, ([name, value]) => `${memberName(name)}=${valueText(value)}`);
}

/** A number of a member as the specification writes it; a name as it is. */
function memberName(key: unknown): string {
  const isNumber = typeof key === 'number' && key >= 0;
  return isNumber ? `0x${key.toString(16).padStart(2, '0')}` : String(key);
}

function valueText(value: unknown): string {
  return String(JSON.stringify(jsonValue(value)));
}
