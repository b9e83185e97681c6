import type { CardCertificateState } from '../../shared/rpc/card.ts';
import type { HeldCertificate } from '../smartcard/held-certificate.ts';
import { trustOf } from '../smartcard/trust/certificate-chain.ts';
import { readTrustStore } from '../smartcard/trust/trust-store.ts';
import { validityOf } from '../smartcard/validity.ts';

export interface CertificateStates {
  readonly certificates: CardCertificateState[];
  readonly unreadable: string[];
}

/**
 * How certificates stand at a moment, with nothing in it that names their holder.
 * @param trustStore where the issuers are that the administrator trusts; one that cannot be read says
 *   nothing of any certificate
 */
export async function certificateStates(
  held: readonly HeldCertificate[],
  trustStore: string | undefined,
  now: Date,
): Promise<CertificateStates> {
  const store =
    trustStore === undefined ? null : await readTrustStore(trustStore).catch(() => null);
  return {
    certificates: held.flatMap((one) => {
      if ('problem' in one) return [];
      const { state: validity, daysLeft } = validityOf(one.certificate, now);
      const trust = store && { trust: trustOf(one.der, store, now).state };
      return [{ slot: one.slot, purpose: one.purpose, validity, daysLeft, ...trust }];
    }),
    unreadable: held.flatMap((one) => ('problem' in one ? [one.slot] : [])),
  };
}
