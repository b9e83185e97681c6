import type { X509Certificate } from 'node:crypto';
import type { CardCertificate } from '../certificate.ts';
import { withMaskedUserId } from '../user-id.ts';
import type { SignerUse } from './card-signer.ts';

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0';
const SMARTCARD_LOGON = '1.3.6.1.4.1.311.20.2.2';

/** What lets whoever signs with a key pass for its owner at a login. */
const LOGIN_USAGES = [CLIENT_AUTHENTICATION, ANY_EXTENDED_KEY_USAGE, SMARTCARD_LOGON] as const;

/**
 * Whether a certificate says that its key is for a use, and for signatures only when it is bound to.
 * One that is good for a login too is for no signature: a page could hand over another website's
 * login as if it were a document.
 */
export function isFitFor(
  use: SignerUse,
  { keyUsage }: Pick<CardCertificate, 'keyUsage'>,
  x509: Pick<X509Certificate, 'keyUsage'>,
): boolean {
  // Node calls the extended key usage (RFC 5280 §4.2.1.12) by the shorter name.
  const extended: readonly string[] = x509.keyUsage ?? [];
  if (use === 'signing') {
    const isForLogin = LOGIN_USAGES.some((usage) => extended.includes(usage));
    return keyUsage.includes('contentCommitment') && !isForLogin;
  }
  const isForClients =
    extended.length === 0 ||
    extended.includes(CLIENT_AUTHENTICATION) ||
    extended.includes(ANY_EXTENDED_KEY_USAGE);
  return isForClients && (keyUsage.length === 0 || keyUsage.includes('digitalSignature'));
}

/**
 * How surely a key that is fit to sign somebody in is the one that is meant for it, where a card has
 * several: the greater, the surer. A certificate that binds to documents comes last; one that names
 * logins comes before one that leaves them open. Of alike ones it is the key that decrypts too, as the
 * authentication key of Care Identity smartcards does.
 */
export function loginFitness(
  { keyUsage }: Pick<CardCertificate, 'keyUsage'>,
  x509: Pick<X509Certificate, 'keyUsage'>,
): number {
  const extended: readonly string[] = x509.keyUsage ?? [];
  return (
    (keyUsage.includes('contentCommitment') ? 0 : 4) +
    (extended.includes(CLIENT_AUTHENTICATION) ? 2 : 0) +
    (keyUsage.includes('keyEncipherment') ? 1 : 0)
  );
}

/** The common names in a certificate, for the person to see: of a user id, only its end. */
export function namesIn({ subject, issuer }: Pick<X509Certificate, 'subject' | 'issuer'>): {
  readonly name: string | null;
  readonly issuer: string | null;
} {
  return { name: commonName(subject), issuer: commonName(issuer) };
}

/** Node writes a part of a name a line, and nothing at all for an empty one. */
function commonName(name: string | undefined): string | null {
  const found = /^CN=(.+)$/m.exec(name ?? '')?.[1];
  return found === undefined ? null : withMaskedUserId(found);
}
