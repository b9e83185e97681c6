import * as v from '../schema/schema.ts';

/** Base64 with padding (RFC 4648 §4). */
const Base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/), v.maxLength(32_768));

/** The hash functions that a page may have signed, with the bytes of their results. */
export const HASH_BYTES = {
  'SHA-224': 28,
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
  'SHA3-224': 28,
  'SHA3-256': 32,
  'SHA3-384': 48,
  'SHA3-512': 64,
} as const;
export type HashFunction = keyof typeof HASH_BYTES;

const HASH_FUNCTIONS = Object.keys(HASH_BYTES) as HashFunction[];

export const SignatureAlgorithm = v.strictObject({
  cryptoAlgorithm: v.picklist(['ECC', 'RSA']),
  hashFunction: v.picklist(HASH_FUNCTIONS),
  paddingScheme: v.picklist(['NONE', 'PKCS1.5', 'PSS']),
});
export type SignatureAlgorithm = v.InferOutput<typeof SignatureAlgorithm>;

/** Who asks, as the browser told it, and for how long they wait. */
const Caller = {
  /** Serialised origin, such as `https://portal.nhs.net`. */
  origin: v.pipe(v.string(), v.maxLength(512)),
  /** Milliseconds that the person may take. */
  timeout: v.optional(v.number()),
};

export const WebEidAuthenticate = v.strictObject({
  ...Caller,
  /** At least 256 bits; it is signed as the text that it is. */
  challengeNonce: v.pipe(Base64, v.minLength(44), v.maxLength(128)),
});
export type WebEidAuthenticate = v.InferOutput<typeof WebEidAuthenticate>;

/** The authentication token, format 1.0, but for what the extension adds to it. */
export const WebEidToken = v.strictObject({
  /** X.509 DER. */
  unverifiedCertificate: Base64,
  /** JWA name (RFC 7518 §3.1). */
  algorithm: v.picklist(['ES256', 'ES384', 'RS256', 'PS256']),
  /** For ECDSA the concatenation of r and s. */
  signature: Base64,
  format: v.literal('web-eid:1.0'),
  /** Address that names the program and its version. */
  appVersion: v.string(),
});
export type WebEidToken = v.InferOutput<typeof WebEidToken>;

export const WebEidGetSigningCertificate = v.strictObject(Caller);
export type WebEidGetSigningCertificate = v.InferOutput<typeof WebEidGetSigningCertificate>;

export const WebEidSigningCertificate = v.strictObject({
  certificate: Base64,
  supportedSignatureAlgorithms: v.array(SignatureAlgorithm),
});
export type WebEidSigningCertificate = v.InferOutput<typeof WebEidSigningCertificate>;

export const WebEidSign = v.strictObject({
  ...Caller,
  /** The one that get-signing-certificate gave. */
  certificate: Base64,
  hash: v.pipe(Base64, v.maxLength(128)),
  hashFunction: v.picklist(HASH_FUNCTIONS),
});
export type WebEidSign = v.InferOutput<typeof WebEidSign>;

export const WebEidSignature = v.strictObject({
  signature: Base64,
  signatureAlgorithm: SignatureAlgorithm,
});
export type WebEidSignature = v.InferOutput<typeof WebEidSignature>;

export const WebEidStatus = v.strictObject({
  /** Whether another program for Web eID is set up for this browser. */
  otherProgram: v.boolean(),
});
export type WebEidStatus = v.InferOutput<typeof WebEidStatus>;
