/** `pinUvAuthParam` of a request, and the protocol that it was made with. */
export interface PinUvAuth {
  /** 16 bytes in protocol one, 32 in protocol two. */
  readonly param: Uint8Array;
  readonly protocol: number;
}

/** A PIN/UV auth protocol, seen from the platform (CTAP 2.1 §6.5.4). */
export interface PinProtocol {
  /** `pinUvAuthProtocol` on the wire. */
  readonly version: 1 | 2;
  /**
   * kdf(Z).
   * @param z x-coordinate of the ECDH point, 32 bytes
   * @returns the shared secret: 32 bytes in protocol one, 64 in protocol two
   */
  deriveSharedSecret(z: Uint8Array): Uint8Array;
  /**
   * @param key the shared secret
   * @param plaintext a multiple of 16 bytes
   */
  encrypt(key: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /**
   * @param key the shared secret
   * @throws WardkeyError `device-garbled` for a length that no ciphertext has
   */
  decrypt(key: Uint8Array, ciphertext: Uint8Array): Uint8Array;
  /** @param key the shared secret, or a pinUvAuthToken */
  authenticate(key: Uint8Array, message: Uint8Array): Uint8Array;
  /** Whether a pinUvAuthToken may have this many bytes. */
  isTokenLength(length: number): boolean;
}
