import { randomBytes } from 'node:crypto';
import { type AttestationKey, createAttestationKey } from '../attestation/attestation-key.ts';
import type { CborMap } from '../cbor/value.ts';
import type { KeyModel } from '../key-options.ts';
import { PinProtocol, type PinProtocolNumber } from '../pin/pin-protocol.ts';
import { PinStore } from '../pin/pin-store.ts';
import { protocolOne } from '../pin/protocol-one.ts';
import { protocolTwo } from '../pin/protocol-two.ts';
import { TokenState } from '../pin/token-state.ts';
import { UserPresence } from '../presence.ts';
import { BuiltInVerification } from './built-in-verification.ts';
import { type Credential, CredentialStore } from './credential-store.ts';
import { KeySettings } from './key-settings.ts';
import { LargeBlobStore } from './large-blob-store.ts';

/** What getNextAssertion goes on from (CTAP 2.1 §6.3). */
export interface PendingAssertions {
  readonly clientDataHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly extensions: CborMap;
  readonly remaining: Credential[];
  expiresAt: number;
}

/** What the next subcommands of credential management go on from (CTAP 2.1 §6.8). */
export type Enumeration =
  | { readonly kind: 'rps'; readonly rest: string[] }
  | { readonly kind: 'credentials'; readonly rest: Credential[] };

/** All that a key remembers; the commands work on it. */
export class KeyState {
  readonly model: KeyModel;
  readonly presence: UserPresence;
  readonly credentials: CredentialStore;
  readonly pin: PinStore;
  readonly token: TokenState;
  readonly protocols: ReadonlyMap<number, PinProtocol>;
  readonly attestation: AttestationKey;
  readonly verification: BuiltInVerification | undefined;
  readonly settings: KeySettings;
  readonly largeBlobs: LargeBlobStore;
  /** 16 bytes that tell this key from every other, to whom it tells them. */
  identifier: Uint8Array = randomBytes(16);
  pending: PendingAssertions | undefined;
  enumeration: Enumeration | undefined;
  poweredUpAt: number;

  constructor(model: KeyModel) {
    this.model = model;
    this.presence = new UserPresence(model.now);
    this.credentials = new CredentialStore(model.residentKeySlots);
    this.pin = new PinStore(model.minPinLength, model.forcePinChange);
    this.token = new TokenState(model.now);
    this.protocols = new Map(model.pinProtocols.map((number) => [number, createProtocol(number)]));
    this.attestation = createAttestationKey(model.aaguid);
    this.verification =
      model.builtInVerification && new BuiltInVerification(model.builtInVerification.enrolled);
    this.settings = new KeySettings(model);
    this.largeBlobs = new LargeBlobStore(model.largeBlobBytes);
    this.poweredUpAt = model.now();
    if (model.pin !== undefined) {
      this.pin.set(Buffer.from(model.pin.normalize('NFC'), 'utf8'));
      this.pin.mustChange = model.forcePinChange;
      this.pin.resume(model.pinTriesLeft);
    }
  }

  /** "Protected by some form of user verification" (CTAP 2.1 §6.1.2). */
  get isProtected(): boolean {
    return this.pin.isSet || this.verification?.enrolled === true;
  }

  powerCycle(): void {
    this.pending = undefined;
    this.enumeration = undefined;
    this.verification?.fingerprints.cancel();
    this.token.stop();
    this.pin.powerCycle();
    for (const protocol of this.protocols.values()) {
      protocol.regenerate();
      protocol.resetToken();
    }
    this.poweredUpAt = this.model.now();
    this.presence.powerUp();
  }
}

function createProtocol(number: PinProtocolNumber): PinProtocol {
  return new PinProtocol(number, number === 1 ? protocolOne : protocolTwo);
}
