import type { CardCertificate } from './certificate.ts';

const DAY_MS = 86_400_000;

/** From how many days before its end a Care Identity certificate can be renewed by its holder. */
export const RENEWAL_DAYS = 90;

export const VALIDITY_STATES = ['not-yet', 'good', 'renewable', 'ended'] as const;

export interface Validity {
  readonly state: (typeof VALIDITY_STATES)[number];
  /** Calendar days until the end, by universal time: 0 on the last day, below zero after it. */
  readonly daysLeft: number;
}

/** How a certificate stands at a moment. */
export function validityOf(
  { notBefore, notAfter }: Pick<CardCertificate, 'notBefore' | 'notAfter'>,
  now: Date,
): Validity {
  const daysLeft = dayOf(notAfter) - dayOf(now);
  if (now > notAfter) return { state: 'ended', daysLeft };
  if (now < notBefore) return { state: 'not-yet', daysLeft };
  return { state: daysLeft <= RENEWAL_DAYS ? 'renewable' : 'good', daysLeft };
}

function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / DAY_MS);
}
