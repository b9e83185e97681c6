import type { X509Certificate } from 'node:crypto';
import type { CardCertificate } from '../certificate.ts';
import type { SignerUse } from './card-signer.ts';

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';

/** Whether a certificate says that its key is for a use, and for signatures only when it is bound to. */
export function isFitFor(
  use: SignerUse,
  { keyUsage }: Pick<CardCertificate, 'keyUsage'>,
  x509: Pick<X509Certificate, 'keyUsage'>,
): boolean {
  if (use === 'signing') return keyUsage.includes('contentCommitment');
  // Node calls the extended key usage (RFC 5280 §4.2.1.12) by the shorter name.
  const extended: readonly string[] = x509.keyUsage ?? [];
  const isForClients =
    extended.length === 0 ||
    extended.includes(CLIENT_AUTHENTICATION) ||
    extended.includes(ANY_EXTENDED_KEY_USAGE);
  return isForClients && (keyUsage.length === 0 || keyUsage.includes('digitalSignature'));
}

/** The common names in a certificate, for the person to see. */
export function namesIn({ subject, issuer }: Pick<X509Certificate, 'subject' | 'issuer'>): {
  readonly name: string | null;
  readonly issuer: string | null;
} {
  return { name: commonName(subject), issuer: commonName(issuer) };
}

/** Node writes a part of a name a line, and nothing at all for an empty one. */
function commonName(name: string | undefined): string | null {
  return /^CN=(.+)$/m.exec(name ?? '')?.[1] ?? null;
}
