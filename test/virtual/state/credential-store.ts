import { createHash, randomBytes } from 'node:crypto';
import { CtapFault, STATUS } from '../status.ts';
import { type Algorithm, type CredentialKey, createCredentialKey } from './algorithms.ts';

const CREDENTIAL_ID_BYTES = 48;

export interface User {
  readonly id: Uint8Array;
  readonly name: string | undefined;
  readonly displayName: string | undefined;
}

const U2F = 'u2f:';

/** What stands for the RP ID of a credential that was made with U2F, which knows its hash alone. */
export function u2fRpId(hash: Uint8Array): string {
  return `${U2F}${Buffer.from(hash).toString('hex')}`;
}

/** SHA-256 of an RP ID, also of one that {@link u2fRpId} made. */
export function rpIdHash(rpId: string): Uint8Array {
  return rpId.startsWith(U2F)
    ? Buffer.from(rpId.slice(U2F.length), 'hex')
    : createHash('sha256').update(rpId, 'utf8').digest();
}

/** What extensions have given a credential. */
export interface CredentialExtras {
  /** credProtect: 1 unless said otherwise. */
  readonly protection?: 1 | 2 | 3;
  readonly credBlob?: Uint8Array;
  /** hmac-secret: 32 bytes each. */
  readonly credRandom?: { readonly withUv: Uint8Array; readonly withoutUv: Uint8Array };
  /** 32 bytes. */
  readonly largeBlobKey?: Uint8Array;
  readonly thirdPartyPayment?: boolean;
}

export interface Credential extends CredentialKey {
  readonly id: Uint8Array;
  readonly rpId: string;
  readonly user: User;
  readonly algorithm: Algorithm;
  readonly resident: boolean;
  readonly extras: CredentialExtras;
}

export type NewCredential = Omit<Credential, keyof CredentialKey | 'id'>;

/**
 * The credentials of one key. A real key keeps those that are not resident inside their own,
 * encrypted id; seen from outside that is the same.
 */
export class CredentialStore {
  readonly #residentSlots: number;
  readonly #credentials = new Map<string, Credential>();
  #signCount = 0;

  constructor(residentSlots: number) {
    this.#residentSlots = residentSlots;
  }

  /** Oldest first. */
  get all(): readonly Credential[] {
    return [...this.#credentials.values()];
  }

  get residentSlotsLeft(): number {
    return this.#residentSlots - this.all.filter(({ resident }) => resident).length;
  }

  /**
   * Makes a credential; a resident one takes the place of an older one for the same account.
   * @throws CtapFault keyStoreFull
   */
  create(wanted: NewCredential): Credential {
    if (wanted.resident) {
      const older = this.residentFor(wanted.rpId).find(({ user }) =>
        sameBytes(user.id, wanted.user.id),
      );
      if (older !== undefined) this.#credentials.delete(keyOf(older.id));
      else if (this.residentSlotsLeft <= 0) throw new CtapFault(STATUS.keyStoreFull);
    }
    const id = randomBytes(CREDENTIAL_ID_BYTES);
    const credential = { ...wanted, ...createCredentialKey(wanted.algorithm), id };
    this.#credentials.set(keyOf(id), credential);
    return credential;
  }

  /** The credential with this id, if it belongs to the RP ID. */
  find(id: Uint8Array, rpId: string): Credential | undefined {
    const credential = this.#credentials.get(keyOf(id));
    const names: readonly (string | undefined)[] = [rpId, u2fRpId(rpIdHash(rpId))];
    return names.includes(credential?.rpId) ? credential : undefined;
  }

  /** The same by the hash of the RP ID, 32 bytes. */
  findByHash(id: Uint8Array, hash: Uint8Array): Credential | undefined {
    const credential = this.#credentials.get(keyOf(id));
    if (credential === undefined) return undefined;
    return sameBytes(rpIdHash(credential.rpId), hash) ? credential : undefined;
  }

  /** The resident credential with this id, whatever its RP. */
  findResident(id: Uint8Array): Credential | undefined {
    const credential = this.#credentials.get(keyOf(id));
    return credential?.resident === true ? credential : undefined;
  }

  delete({ id }: Credential): void {
    this.#credentials.delete(keyOf(id));
  }

  /** The person of a credential is called something else now. */
  rename(credential: Credential, user: User): void {
    this.#credentials.set(keyOf(credential.id), { ...credential, user });
  }

  /** Newest first, the order in which CTAP 2.1 §6.2.2 wants them offered. */
  residentFor(rpId: string): Credential[] {
    return this.all.filter((held) => held.resident && held.rpId === rpId).reverse();
  }

  /** One counter for the whole key, stepped by each signature. */
  nextSignCount(): number {
    this.#signCount += 1;
    return this.#signCount;
  }

  clear(): void {
    this.#credentials.clear();
    this.#signCount = 0;
  }
}

function keyOf(id: Uint8Array): string {
  return Buffer.from(id).toString('hex');
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
