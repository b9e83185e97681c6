import * as v from '../schema/schema.ts';

/** base64url without padding. */
const Base64Url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]*$/), v.maxLength(90_000));

const Descriptor = v.looseObject({
  type: v.string(),
  id: Base64Url,
  transports: v.optional(v.array(v.string())),
});

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3 §5.1.8), as the proxy hands it over. */
export const CreationOptionsJson = v.looseObject({
  rp: v.looseObject({ id: v.optional(v.string()), name: v.optional(v.string()) }),
  user: v.looseObject({
    id: Base64Url,
    name: v.string(),
    displayName: v.string(),
  }),
  challenge: Base64Url,
  pubKeyCredParams: v.array(v.looseObject({ type: v.string(), alg: v.number() })),
  timeout: v.optional(v.number()),
  excludeCredentials: v.optional(v.array(Descriptor)),
  authenticatorSelection: v.optional(
    v.looseObject({
      authenticatorAttachment: v.optional(v.string()),
      residentKey: v.optional(v.string()),
      requireResidentKey: v.optional(v.boolean()),
      userVerification: v.optional(v.string()),
    }),
  ),
  hints: v.optional(v.array(v.string())),
  attestation: v.optional(v.string()),
  attestationFormats: v.optional(v.array(v.string())),
  extensions: v.optional(v.record(v.string(), v.unknown())),
});
export type CreationOptionsJson = v.InferOutput<typeof CreationOptionsJson>;

/** PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3 §5.1.9). */
export const RequestOptionsJson = v.looseObject({
  challenge: Base64Url,
  timeout: v.optional(v.number()),
  rpId: v.optional(v.string()),
  allowCredentials: v.optional(v.array(Descriptor)),
  userVerification: v.optional(v.string()),
  hints: v.optional(v.array(v.string())),
  extensions: v.optional(v.record(v.string(), v.unknown())),
});
export type RequestOptionsJson = v.InferOutput<typeof RequestOptionsJson>;

/** RegistrationResponseJSON (WebAuthn Level 3 §5.2.1). Absent members are absent, never null. */
export const RegistrationResponseJson = v.strictObject({
  id: Base64Url,
  rawId: Base64Url,
  type: v.literal('public-key'),
  authenticatorAttachment: v.literal('cross-platform'),
  response: v.strictObject({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    transports: v.array(v.string()),
    publicKey: v.optional(Base64Url),
    publicKeyAlgorithm: v.number(),
    attestationObject: Base64Url,
  }),
  clientExtensionResults: v.record(v.string(), v.unknown()),
});
export type RegistrationResponseJson = v.InferOutput<typeof RegistrationResponseJson>;

/** AuthenticationResponseJSON (WebAuthn Level 3 §5.2.2). */
export const AuthenticationResponseJson = v.strictObject({
  id: Base64Url,
  rawId: Base64Url,
  type: v.literal('public-key'),
  authenticatorAttachment: v.literal('cross-platform'),
  response: v.strictObject({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: v.optional(Base64Url),
  }),
  clientExtensionResults: v.record(v.string(), v.unknown()),
});
export type AuthenticationResponseJson = v.InferOutput<typeof AuthenticationResponseJson>;
