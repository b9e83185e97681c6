import { type Trust, trustOf } from '../smartcard/trust/certificate-chain.ts';
import { readTrustStore } from '../smartcard/trust/trust-store.ts';
import type { CommandContext } from './context.ts';

/** How a certificate stands to what is trusted here; `null` where nobody has set what that is. */
export type TrustIn = (der: Uint8Array) => Trust | null;

/**
 * Reads what the administrator trusts as issuers of cards.
 * @throws WardkeyError `file-unreadable`
 */
export async function cardTrust({ cardTrustStore }: CommandContext, now: Date): Promise<TrustIn> {
  if (cardTrustStore === undefined) return () => null;
  const store = await readTrustStore(cardTrustStore);
  return (der) => trustOf(der, store, now);
}
