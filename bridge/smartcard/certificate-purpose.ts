import type { CardCertificate } from './certificate.ts';
import type { Slot } from './piv/slots.ts';

/** What a certificate is for. */
export const PURPOSES = ['authentication', 'signing', 'encryption', 'card-authentication'] as const;

export type Purpose = (typeof PURPOSES)[number];

const BY_SLOT: Readonly<Record<Slot, Purpose>> = {
  '9a': 'authentication',
  '9c': 'signing',
  '9d': 'encryption',
  '9e': 'card-authentication',
};

/**
 * What a certificate is for: what its slot says (SP 800-73-4 part 1 §3.2), unless it is made for
 * signatures that bind a person and for nothing else.
 */
export function purposeOf(slot: Slot, { keyUsage }: Pick<CardCertificate, 'keyUsage'>): Purpose {
  const onlyCommits = keyUsage.length === 1 && keyUsage[0] === 'contentCommitment';
  return onlyCommits ? 'signing' : BY_SLOT[slot];
}
