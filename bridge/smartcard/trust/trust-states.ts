/** How a certificate stands to the issuers that are trusted. */
export const TRUST_STATES = [
  'trusted',
  /** None of them has issued it. */
  'unknown-issuer',
  /** One that goes by its issuer's name, but has not signed it, or may not issue such. */
  'false-issuer',
  /** Its issuer is not valid any more, or not yet. */
  'ended-issuer',
] as const;

export type TrustState = (typeof TRUST_STATES)[number];
