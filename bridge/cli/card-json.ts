import type { AttachedCard } from '../smartcard/card-watch.ts';
import type { HeldCertificate } from '../smartcard/held-certificate.ts';
import type { AnyCardReport } from '../smartcard/read-any-card.ts';
import type { CardReport } from '../smartcard/read-card.ts';
import { validityOf } from '../smartcard/validity.ts';
import type { TrustIn } from './card-trust.ts';
import { deviceJson } from './show.ts';

/** What a card is and how it stands, as `--json` prints it. */
export function cardInfoJson(
  device: AttachedCard,
  report: AnyCardReport,
  now: Date,
  trustOf: TrustIn,
): object {
  const { atr, family, otherApplet, piv, token } = report;
  return {
    device: deviceJson(device),
    atr: Buffer.from(atr).toString('hex'),
    family: family === undefined ? null : familyJson(family),
    otherApplet,
    piv: piv && {
      ...piv,
      certificates: piv.certificates.map((one) => certificateJson(one, now, trustOf)),
    },
    token: token && {
      ...token,
      certificates: token.certificates.map((one) => certificateJson(one, now, trustOf)),
    },
  };
}

function familyJson(family: NonNullable<CardReport['family']>): object {
  const { name, series, isCertain, blockedSince } = family;
  return { name, series, isCertain, ...(blockedSince === undefined ? {} : { blockedSince }) };
}

/** A certificate, or what stands in its place. */
export function certificateJson(one: HeldCertificate, now: Date, trustOf: TrustIn): object {
  if ('problem' in one) return one;
  const { slot, purpose, certificate, der } = one;
  const trust = trustOf(der);
  return {
    slot,
    purpose,
    ...certificate,
    subject: certificate.subject.join(', '),
    issuer: certificate.issuer.join(', '),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    ...validityOf(certificate, now),
    trust,
  };
}
