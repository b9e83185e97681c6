import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { COMMAND } from './command-byte.ts';
import {
  type CredentialDescriptor,
  parseDescriptor,
  parseUser,
  type UserEntity,
} from './credential.ts';
import { chooseCommand, encodedParameters, type ManagedKey, sendManagement } from './management.ts';
import { asBoolean, asBytes, asMap, asText, asUnsigned, optional, required } from './members.ts';
import { namedMembers, numberedMembers } from './request-members.ts';
import { statusOf } from './status.ts';
import { STATUS } from './status-byte.ts';

const SUBCOMMAND = {
  getCredsMetadata: 0x01,
  enumerateRPsBegin: 0x02,
  enumerateRPsGetNextRP: 0x03,
  enumerateCredentialsBegin: 0x04,
  enumerateCredentialsGetNextCredential: 0x05,
  deleteCredential: 0x06,
  updateUserInformation: 0x07,
} as const;

/** More than any key stores; one that claims more is not asked for them. */
const MAX_ENTRIES = 1000;

export interface CredentialsMetadata {
  readonly existing: number;
  /** At most; it may depend on the algorithm. */
  readonly remaining: number;
}

export interface StoredRp {
  /** Some keys store 32 bytes of it only. */
  readonly id: string;
  readonly name: string | undefined;
  /** 32 bytes. */
  readonly idHash: Uint8Array;
}

export interface StoredCredential {
  readonly user: UserEntity;
  readonly credential: CredentialDescriptor;
  /** COSE. */
  readonly publicKey: CborMap;
  /** credProtect level, where the key tells. */
  readonly protection: number | undefined;
  /** 32 bytes. */
  readonly largeBlobKey: Uint8Array | undefined;
  readonly thirdPartyPayment: boolean | undefined;
}

/**
 * authenticatorCredentialManagement (CTAP 2.1 §6.8). All but {@link updateUser} and
 * {@link deleteCredential} also take a persistent read-only token (CTAP 2.2, permission `pcmr`).
 */
export class CredentialManagement {
  readonly #key: ManagedKey;
  readonly #command: number;

  /** @throws WardkeyError `key-lacks-command` */
  constructor(key: ManagedKey) {
    this.#key = key;
    this.#command = chooseCommand(key.info, {
      option: 'credMgmt',
      command: COMMAND.credentialManagement,
      previewOption: 'credentialMgmtPreview',
      previewCommand: COMMAND.credentialManagementPreview,
    });
  }

  /** @throws WardkeyError `device-garbled`, and what sending throws */
  async getMetadata(): Promise<CredentialsMetadata> {
    const answer = await this.#send(SUBCOMMAND.getCredsMetadata);
    return {
      existing: required(answer, 0x01, asUnsigned),
      remaining: required(answer, 0x02, asUnsigned),
    };
  }

  /** All RPs that the key stores credentials of; throws as {@link getMetadata}. */
  enumerateRps(): Promise<readonly StoredRp[]> {
    return this.#enumerate(
      () => this.#send(SUBCOMMAND.enumerateRPsBegin),
      () => this.#sendUnsigned(SUBCOMMAND.enumerateRPsGetNextRP),
      0x05,
      parseRp,
    );
  }

  /** All credentials of one RP; throws as {@link getMetadata}. @param rpIdHash 32 bytes */
  enumerateCredentials(rpIdHash: Uint8Array): Promise<readonly StoredCredential[]> {
    const parameters = numberedMembers([[0x01, rpIdHash]]);
    return this.#enumerate(
      () => this.#send(SUBCOMMAND.enumerateCredentialsBegin, parameters),
      () => this.#sendUnsigned(SUBCOMMAND.enumerateCredentialsGetNextCredential),
      0x09,
      parseCredential,
    );
  }

  /** @throws WardkeyError `no-credential`, and what sending throws */
  async deleteCredential(credential: CredentialDescriptor): Promise<void> {
    const parameters = numberedMembers([[0x02, descriptorMap(credential)]]);
    await this.#send(SUBCOMMAND.deleteCredential, parameters);
  }

  /**
   * Changes the names of a credential's user.
   * @param user its id is the stored one
   * @throws WardkeyError `no-credential`, `key-lacks-command` where the key knows the preview only, and
   *   what sending throws
   */
  async updateUser(credential: CredentialDescriptor, user: UserEntity): Promise<void> {
    if (this.#command === COMMAND.credentialManagementPreview) {
      throw new WardkeyError('key-lacks-command');
    }
    const { id, name, displayName } = user;
    const parameters = numberedMembers([
      [0x02, descriptorMap(credential)],
      [0x03, namedMembers({ id, name, displayName })],
    ]);
    await this.#send(SUBCOMMAND.updateUserInformation, parameters);
  }

  async #enumerate<T>(
    begin: () => Promise<CborMap>,
    next: () => Promise<CborMap>,
    totalKey: number,
    parse: (answer: CborMap) => T,
  ): Promise<readonly T[]> {
    const entries: T[] = [];
    try {
      const first = await begin();
      const total = Math.min(optional(first, totalKey, asUnsigned) ?? 1, MAX_ENTRIES);
      if (total === 0) return [];
      entries.push(parse(first));
      while (entries.length < total) entries.push(parse(await next()));
    } catch (error) {
      const status = statusOf(error);
      const none = entries.length === 0 && status === STATUS.NO_CREDENTIALS;
      // The key has fewer than it said.
      const fewer = entries.length > 0 && status === STATUS.NOT_ALLOWED;
      if (!none && !fewer) throw error;
    }
    return entries;
  }

  /** The token signs the subcommand and its parameters (CTAP 2.1 §6.8). */
  #send(subcommand: number, parameters?: CborMap): Promise<CborMap> {
    const signed = [Uint8Array.of(subcommand), encodedParameters(parameters)];
    const auth = this.#key.token?.authenticate(Buffer.concat(signed));
    const members = numberedMembers([
      [0x01, subcommand],
      [0x02, parameters],
      [0x03, auth?.protocol],
      [0x04, auth?.param],
    ]);
    return sendManagement(this.#key, this.#command, members);
  }

  #sendUnsigned(subcommand: number): Promise<CborMap> {
    return sendManagement(this.#key, this.#command, numberedMembers([[0x01, subcommand]]));
  }
}

function descriptorMap({ type, id }: CredentialDescriptor): CborValue {
  return namedMembers({ id, type });
}

function parseRp(answer: CborMap): StoredRp {
  const rp = required(answer, 0x03, asMap);
  return {
    id: required(rp, 'id', asText),
    name: optional(rp, 'name', asText),
    idHash: required(answer, 0x04, asBytes),
  };
}

function parseCredential(answer: CborMap): StoredCredential {
  return {
    user: parseUser(required(answer, 0x06, asMap)),
    credential: parseDescriptor(required(answer, 0x07, asMap)),
    publicKey: required(answer, 0x08, asMap),
    protection: optional(answer, 0x0a, asUnsigned),
    largeBlobKey: optional(answer, 0x0b, asBytes),
    thirdPartyPayment: optional(answer, 0x0c, asBoolean),
  };
}
