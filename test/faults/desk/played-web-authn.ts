import type { RegistrationResponseJson } from '../../../shared/rpc/webauthn-json.ts';
import { clientOver, type Rig } from '../../rig/rig.ts';

/** The page that asks, which the browser takes for a relying party of its own. */
export const PAGE = { protocol: 'https:', host: 'page.example', origin: 'https://page.example' };

/** What becomes of a signature on its way through the browser. */
export type Spoil = (signature: Uint8Array) => Uint8Array;

/** A browser's own WebAuthn, on the key of a rig. */
export class PlayedWebAuthn {
  spoil: Spoil = (signature) => signature;
  readonly #rig: Rig;

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  async create({ publicKey }: CredentialCreationOptions): Promise<object> {
    if (publicKey === undefined) throw new TypeError('no options');
    const { rp, user, challenge, pubKeyCredParams } = publicKey;
    const made = await this.#client().create(
      { origin: PAGE.origin, sameOriginWithAncestors: true },
      {
        rp: { name: rp.name, id: PAGE.host },
        user: { ...user, id: text(user.id) },
        challenge: text(challenge),
        pubKeyCredParams: pubKeyCredParams.map(({ type, alg }) => ({ type, alg })),
      },
      this.#rig.person,
      this.#rig.stop.signal,
    );
    return { ...credential(made.id), response: registration(made) };
  }

  async get({ publicKey }: CredentialRequestOptions): Promise<object> {
    if (publicKey === undefined) throw new TypeError('no options');
    const allowed = publicKey.allowCredentials ?? [];
    const { id, response } = await this.#client().get(
      { origin: PAGE.origin, sameOriginWithAncestors: true },
      {
        challenge: text(publicKey.challenge),
        rpId: PAGE.host,
        allowCredentials: allowed.map(({ type, id: one }) => ({ type, id: text(one) })),
      },
      this.#rig.person,
      this.#rig.stop.signal,
    );
    return {
      ...credential(id),
      response: {
        clientDataJSON: buffer(response.clientDataJSON),
        authenticatorData: buffer(response.authenticatorData),
        signature: copy(this.spoil(Buffer.from(response.signature, 'base64url'))),
      },
    };
  }

  #client() {
    return clientOver(this.#rig.keys, { allowedOrigins: [PAGE.origin] });
  }
}

function credential(id: string) {
  return {
    id,
    rawId: buffer(id),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    getClientExtensionResults: () => ({}),
  };
}

function registration({ response }: RegistrationResponseJson) {
  const { publicKey } = response;
  return {
    clientDataJSON: buffer(response.clientDataJSON),
    attestationObject: buffer(response.attestationObject),
    getTransports: () => response.transports,
    getPublicKeyAlgorithm: () => response.publicKeyAlgorithm,
    getPublicKey: () => (publicKey === undefined ? null : buffer(publicKey)),
    getAuthenticatorData: () => buffer(response.authenticatorData),
  };
}

function text(bytes: BufferSource): string {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return Buffer.from(view).toString('base64url');
}

function buffer(base64Url: string): ArrayBuffer {
  return copy(Buffer.from(base64Url, 'base64url'));
}

function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
