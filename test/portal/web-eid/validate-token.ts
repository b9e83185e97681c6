import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** Why a token is refused, in the order in which it is looked at. */
export type TokenProblem =
  | 'format'
  | 'certificate'
  | 'certificate-time'
  | 'certificate-purpose'
  | 'certificate-trust'
  | 'algorithm'
  | 'signature';

export interface TokenRules {
  /** Serialised origin of this very site, from its own configuration. */
  readonly origin: string;
  /** As it was given to the session. */
  readonly nonce: string;
  /** Certificates of the authorities that may issue. */
  readonly issuers: readonly X509Certificate[];
  readonly now: Date;
}

/** What each algorithm of a token means (RFC 7518 §3.3 to §3.5). */
const ALGORITHMS: Readonly<
  Record<string, { hash: string; fits: (key: KeyObject) => boolean; isPss?: boolean }>
> = {
  ES256: { hash: 'sha256', fits: isOnCurve('prime256v1') },
  ES384: { hash: 'sha384', fits: isOnCurve('secp384r1') },
  RS256: { hash: 'sha256', fits: isRsa },
  PS256: { hash: 'sha256', fits: isRsa, isPss: true },
};

/**
 * Validates an authentication token as the Web eID specification asks of a site: the certificate is
 * trusted, valid and for client authentication, and its key signed this origin and this nonce.
 * @returns the certificate's subject
 * @throws Error with a {@link TokenProblem}
 */
export function validateToken(token: unknown, rules: TokenRules): string {
  const { format, unverifiedCertificate, algorithm, signature } = membersOf(token);
  if (!/^web-eid:1(\.\d+)?$/.test(format)) throw new Error('format');
  const certificate = certificateIn(unverifiedCertificate);
  checkCertificate(certificate, rules);
  checkSignature(certificate.publicKey, algorithm, Buffer.from(signature, 'base64'), rules);
  return certificate.subject;
}

function membersOf(token: unknown) {
  const member = (name: string): string => {
    const value: unknown = token instanceof Object ? Reflect.get(token, name) : undefined;
    if (typeof value !== 'string' || value === '') throw new Error('format');
    return value;
  };
  return {
    format: member('format'),
    unverifiedCertificate: member('unverifiedCertificate'),
    algorithm: member('algorithm'),
    signature: member('signature'),
  };
}

function certificateIn(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new Error('certificate' satisfies TokenProblem);
  }
}

function checkCertificate(certificate: X509Certificate, { issuers, now }: TokenRules): void {
  if (now < certificate.validFromDate || now > certificate.validToDate) {
    throw new Error('certificate-time' satisfies TokenProblem);
  }
  // Node gives the extended key usage under the shorter name.
  if (!certificate.keyUsage?.includes(CLIENT_AUTHENTICATION)) {
    throw new Error('certificate-purpose' satisfies TokenProblem);
  }
  const isTrusted = issuers.some(
    (issuer) =>
      issuer.ca &&
      now >= issuer.validFromDate &&
      now <= issuer.validToDate &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey),
  );
  if (!isTrusted) throw new Error('certificate-trust' satisfies TokenProblem);
}

function checkSignature(
  publicKey: KeyObject,
  name: string,
  signature: Uint8Array,
  { origin, nonce }: TokenRules,
): void {
  const algorithm = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (algorithm === undefined || !algorithm.fits(publicKey)) {
    throw new Error('algorithm' satisfies TokenProblem);
  }
  const hash = (text: string) => createHash(algorithm.hash).update(text).digest();
  const signed = Buffer.concat([hash(origin), hash(nonce)]);
  const key = {
    key: publicKey,
    dsaEncoding: 'ieee-p1363' as const,
    ...(algorithm.isPss && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  };
  if (!verify(algorithm.hash, signed, key, signature)) {
    throw new Error('signature' satisfies TokenProblem);
  }
}

function isRsa({ asymmetricKeyType }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa';
}

function isOnCurve(curve: string): (key: KeyObject) => boolean {
  return ({ asymmetricKeyDetails }) => asymmetricKeyDetails?.namedCurve === curve;
}
