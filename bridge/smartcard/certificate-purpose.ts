import type { CardCertificate } from './certificate.ts';
import { isStandard, type Slot, type StandardSlot } from './piv/slots.ts';

/** What a certificate is for. */
export const PURPOSES = ['authentication', 'signing', 'encryption', 'card-authentication'] as const;

export type Purpose = (typeof PURPOSES)[number];

const BY_SLOT: Readonly<Record<StandardSlot, Purpose>> = {
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
  if (onlyCommits) return 'signing';
  // Retired keys are those that others have encrypted for.
  return isStandard(slot) ? BY_SLOT[slot] : 'encryption';
}
