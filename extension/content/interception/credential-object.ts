import { fromBase64Url } from './base64url.ts';
import { copyForPage, pageGlobal } from './page-world.ts';

// The prototypes as they are before any script of the page has run.
const CREDENTIAL = pageGlobal.PublicKeyCredential?.prototype;
const ATTESTATION = pageGlobal.AuthenticatorAttestationResponse?.prototype;
const ASSERTION = pageGlobal.AuthenticatorAssertionResponse?.prototype;

type Json = Readonly<Record<string, unknown>>;

/**
 * The PublicKeyCredential (WebAuthn Level 3 §5.1) that a page gets, of the page's own kinds.
 * @param json RegistrationResponseJSON or AuthenticationResponseJSON, as the bridge made it
 */
export function credentialForPage(json: Json): object {
  const { response, clientExtensionResults, rawId, ...texts } = json;
  const results = extensionResults(asJson(clientExtensionResults));
  const credential = copyForPage({
    ...texts,
    rawId: buffer(rawId),
    getClientExtensionResults: () => copyForPage(results),
    toJSON: () => copyForPage(json),
  });
  Object.defineProperty(credential, 'response', {
    value: responseForPage(asJson(response)),
    enumerable: true,
  });
  return Object.setPrototypeOf(credential, CREDENTIAL);
}

function responseForPage(json: Json): object {
  const { clientDataJSON, attestationObject, authenticatorData } = json;
  if (attestationObject === undefined) {
    const { signature, userHandle } = json;
    const assertion = copyForPage({
      clientDataJSON: buffer(clientDataJSON),
      authenticatorData: buffer(authenticatorData),
      signature: buffer(signature),
      userHandle: userHandle === undefined ? null : buffer(userHandle),
    });
    return Object.setPrototypeOf(assertion, ASSERTION);
  }
  const { publicKey, publicKeyAlgorithm, transports } = json;
  const bytesOf = (value: unknown) => copyForPage(buffer(value));
  const attestation = copyForPage({
    clientDataJSON: buffer(clientDataJSON),
    attestationObject: buffer(attestationObject),
    getAuthenticatorData: () => bytesOf(authenticatorData),
    getPublicKey: () => (publicKey === undefined ? null : bytesOf(publicKey)),
    getPublicKeyAlgorithm: () => publicKeyAlgorithm,
    getTransports: () => copyForPage(Array.isArray(transports) ? transports : []),
  });
  return Object.setPrototypeOf(attestation, ATTESTATION);
}

/** Members of extensions' outputs that are bytes (WebAuthn Level 3 §10.1, CTAP 2.1 §12.2). */
const BYTES = ['first', 'second', 'blob', 'getCredBlob'];

function extensionResults(json: Json): Json {
  const decoded = Object.entries(json).map(([name, value]): [string, unknown] => {
    if (BYTES.includes(name) && typeof value === 'string') return [name, fromBase64Url(value)];
    return [name, isJson(value) ? extensionResults(value) : value];
  });
  return Object.fromEntries(decoded);
}

function buffer(value: unknown): ArrayBuffer {
  return fromBase64Url(String(value));
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
