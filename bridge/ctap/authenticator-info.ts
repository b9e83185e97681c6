import type { CborMap } from './cbor-value.ts';

/** One entry of `algorithms`, or of a request's `pubKeyCredParams`. */
export interface PublicKeyCredentialParameters {
  readonly type: string;
  /** COSE algorithm identifier, such as -7 for ES256. */
  readonly alg: number;
}

/**
 * What a key tells about itself (CTAP 2.1 §6.4, with the members of 2.2 and 2.3), by the names of the
 * specification. A member that is absent, or of a wrong type, is `undefined`, except where the
 * specification or common sense gives a default.
 */
export interface AuthenticatorInfo {
  /** 0x01. At least one, such as `FIDO_2_0`. */
  readonly versions: readonly string[];
  /** 0x02. */
  readonly extensions: readonly string[];
  /** 0x03. 16 bytes, all zero when the key does not tell. */
  readonly aaguid: Uint8Array;
  /** 0x04. */
  readonly options: ReadonlyMap<string, boolean>;
  /** 0x05. Bytes, at least 1024. */
  readonly maxMsgSize: number;
  /** 0x06. In the order of the key's preference. */
  readonly pinUvAuthProtocols: readonly number[] | undefined;
  /** 0x07. */
  readonly maxCredentialCountInList: number | undefined;
  /** 0x08. Bytes. */
  readonly maxCredentialIdLength: number | undefined;
  /** 0x09. */
  readonly transports: readonly string[] | undefined;
  /** 0x0A. In the order of the key's preference. */
  readonly algorithms: readonly PublicKeyCredentialParameters[] | undefined;
  /** 0x0B. Bytes. */
  readonly maxSerializedLargeBlobArray: number | undefined;
  /** 0x0C. */
  readonly forcePINChange: boolean;
  /** 0x0D. Code points, 4 unless said otherwise. */
  readonly minPINLength: number;
  /** 0x0E. */
  readonly firmwareVersion: number | undefined;
  /** 0x0F. Bytes. */
  readonly maxCredBlobLength: number | undefined;
  /** 0x10. */
  readonly maxRPIDsForSetMinPINLength: number | undefined;
  /** 0x11. */
  readonly preferredPlatformUvAttempts: number | undefined;
  /** 0x12. Bit flags of the FIDO registry. */
  readonly uvModality: number | undefined;
  /** 0x13. */
  readonly certifications: CborMap | undefined;
  /** 0x14. */
  readonly remainingDiscoverableCredentials: number | undefined;
  /** 0x15. Integers of up to 64 bits. */
  readonly vendorPrototypeConfigCommands: readonly (number | bigint)[] | undefined;
  /** 0x16. */
  readonly attestationFormats: readonly string[] | undefined;
  /** 0x17. */
  readonly uvCountSinceLastPinEntry: number | undefined;
  /** 0x18. */
  readonly longTouchForReset: boolean | undefined;
  /** 0x19. */
  readonly encIdentifier: Uint8Array | undefined;
  /** 0x1A. */
  readonly transportsForReset: readonly string[] | undefined;
  /** 0x1B. */
  readonly pinComplexityPolicy: boolean | undefined;
  /** 0x1C. UTF-8. */
  readonly pinComplexityPolicyURL: Uint8Array | undefined;
  /** 0x1D. Code points, 63 unless said otherwise. */
  readonly maxPINLength: number;
  /** 0x1E. */
  readonly encCredStoreState: Uint8Array | undefined;
  /** 0x1F. */
  readonly authenticatorConfigCommands: readonly number[] | undefined;
  /** Members that no version of the specification up to 2.3 knows. */
  readonly unknown: CborMap;
  /**
   * What was wrong with the answer and was borne with: `cbor-…` for rules of the canonical form,
   * `member-0x…`, `entry-0x…` and `option-…` for members, entries of lists and options of a wrong type
   * or size, which are left out.
   */
  readonly faults: readonly string[];
}
