import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { printable } from '../../shared/words/printable.ts';
import type { CardCertificate } from '../smartcard/certificate.ts';
import type { Purpose } from '../smartcard/certificate-purpose.ts';
import type { HeldCertificate } from '../smartcard/held-certificate.ts';
import type { Trust } from '../smartcard/trust/certificate-chain.ts';
import { RENEWAL_DAYS, validityOf } from '../smartcard/validity.ts';
import { calendarDay } from './calendar-day.ts';
import type { TrustIn } from './card-trust.ts';

const TITLES: Readonly<Record<Purpose, CommandLineWordKey>> = {
  authentication: 'cli.certificateAuthentication',
  signing: 'cli.certificateSigning',
  encryption: 'cli.certificateEncryption',
  'card-authentication': 'cli.certificateCard',
};

const TRUST: Readonly<Record<Trust['state'], CommandLineWordKey>> = {
  trusted: 'cli.certificateTrusted',
  'unknown-issuer': 'cli.certificateUnknownIssuer',
  'false-issuer': 'cli.certificateFalseIssuer',
  'ended-issuer': 'cli.certificateEndedIssuer',
};

/** What a certificate is for and how long it holds, for a person to read. */
export function certificateLines(
  one: HeldCertificate,
  now: Date,
  trustOf: TrustIn,
  language: Language,
): readonly string[] {
  const slot = one.slot.toUpperCase();
  if ('problem' in one) return [sayInTerminal(language, 'cli.certificateUnreadable', { slot })];
  const trust = trustOf(one.der);
  return [
    sayInTerminal(language, TITLES[one.purpose], { slot }),
    `  ${validityText(one.certificate, now, language)}`,
    ...(trust === null ? [] : [`  ${sayInTerminal(language, TRUST[trust.state])}`]),
  ];
}

/** The same, and all else that the certificate says. */
export function certificateDetailLines(
  one: HeldCertificate,
  now: Date,
  trustOf: TrustIn,
  language: Language,
): readonly string[] {
  const lines = certificateLines(one, now, trustOf, language);
  if ('problem' in one) return lines;
  const { subject, issuer, serialNumber: serial, keyType: key, keyUsage } = one.certificate;
  const named = (label: CommandLineWordKey, parts: readonly string[]) =>
    `  ${sayInTerminal(language, label)} ${parts.map(printable).join(', ')}`;
  const usage = keyUsage.join(', ');
  return [
    ...lines,
    named('cli.certificateHolder', subject),
    named('cli.certificateIssuer', issuer),
    `  ${sayInTerminal(language, 'cli.certificateSerial', { serial })}`,
    `  ${sayInTerminal(language, 'cli.certificateKey', { key })}`,
    ...(usage === '' ? [] : [`  ${sayInTerminal(language, 'cli.certificateUsage', { usage })}`]),
  ];
}

function validityText(certificate: CardCertificate, now: Date, language: Language): string {
  const { state, daysLeft: days } = validityOf(certificate, now);
  const say = (key: CommandLineWordKey, day: Date) =>
    sayInTerminal(language, key, { days, date: calendarDay(day, language) });
  const renewal = { days: RENEWAL_DAYS };
  switch (state) {
    case 'not-yet':
      return say('cli.certificateNotYet', certificate.notBefore);
    case 'ended':
      return say('cli.certificateEnded', certificate.notAfter);
    case 'good':
      return `${say(endWords(days), certificate.notAfter)} ${sayInTerminal(language, 'cli.certificateRenewLater', renewal)}`;
    case 'renewable':
      return `${say(endWords(days), certificate.notAfter)} ${sayInTerminal(language, 'cli.certificateRenewNow', renewal)}`;
  }
}

function endWords(days: number): CommandLineWordKey {
  if (days === 0) return 'cli.certificateEndsToday';
  return days === 1 ? 'cli.certificateEndsTomorrow' : 'cli.certificateEnds';
}
