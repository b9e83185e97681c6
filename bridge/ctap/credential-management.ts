import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { COMMAND } from './command-byte.ts';
import {
  type CredentialDescriptor,
  parseDescriptor,
  parseUser,
  type UserEntity,
} from './credential.ts';
import {
  type CommandChoice,
  chooseCommand,
  encodedParameters,
  type ManagedKey,
  sendManagement,
} from './management.ts';
import {
  asBoolean,
  asBytes,
  asLargeBlobKey,
  asMap,
  asMapRead,
  asText,
  asUnsigned,
  dispensable,
  required,
} from './members.ts';
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

const CHOICE: CommandChoice = {
  option: 'credMgmt',
  command: COMMAND.credentialManagement,
  previewOption: 'credentialMgmtPreview',
  previewCommand: COMMAND.credentialManagementPreview,
};

/** Whether a key tells what it stores. */
export function tellsCredentials({ options }: AuthenticatorInfo): boolean {
  return options.has(CHOICE.option) || options.has(CHOICE.previewOption);
}

/** More than any key stores, of RPs and credentials together: nobody asks for more. */
const MAX_ENTRIES = 1000;

/** What keys say instead of a next entry. */
const NO_MORE: ReadonlySet<number> = new Set([
  STATUS.NOT_ALLOWED,
  STATUS.NO_CREDENTIALS,
  STATUS.INVALID_OPTION,
  STATUS.INVALID_SUBCOMMAND,
]);

/** What a key does not tell is `undefined`. */
export interface CredentialsMetadata {
  readonly existing: number | undefined;
  /** At most; it may depend on the algorithm. */
  readonly remaining: number | undefined;
}

export interface StoredRp {
  /** Some keys store 32 bytes of it only; of one that makes no sense, its hash in hexadecimal digits. */
  readonly id: string;
  readonly name: string | undefined;
  /** 32 bytes. */
  readonly idHash: Uint8Array;
}

export interface StoredCredential {
  /** Without an id, 0 bytes, where the key's entry makes no sense. */
  readonly user: UserEntity;
  readonly credential: CredentialDescriptor;
  /** COSE; empty where the key's entry makes no sense. */
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
  #entriesLeft = MAX_ENTRIES;

  /** @throws WardkeyError `key-lacks-command` */
  constructor(key: ManagedKey) {
    this.#key = key;
    this.#command = chooseCommand(key.info, CHOICE);
  }

  /** @throws WardkeyError `device-garbled`, and what sending throws */
  async getMetadata(): Promise<CredentialsMetadata> {
    const answer = await this.#send(SUBCOMMAND.getCredsMetadata);
    return {
      existing: dispensable(answer, 0x01, asUnsigned),
      remaining: dispensable(answer, 0x02, asUnsigned),
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
    const answers: CborMap[] = [];
    try {
      const first = await begin();
      const total = dispensable(first, totalKey, asUnsigned) ?? 1;
      if (total === 0) return [];
      answers.push(first);
      this.#entriesLeft -= 1;
      for (; answers.length < total && this.#entriesLeft > 0; this.#entriesLeft -= 1) {
        answers.push(await next());
      }
    } catch (error) {
      const status = statusOf(error);
      const none = answers.length === 0 && status === STATUS.NO_CREDENTIALS;
      // The key has fewer than it said.
      const fewer = answers.length > 0 && status !== undefined && NO_MORE.has(status);
      if (!none && !fewer) throw error;
    }
    return readable(answers, parse);
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

/** Without entries that make no sense: the others are not lost with them, unless there are none. */
function readable<T>(answers: readonly CborMap[], parse: (answer: CborMap) => T): readonly T[] {
  const entries = answers.map((answer) => asMapRead(parse)(answer));
  const found = entries.filter((entry) => entry !== undefined);
  return found.length === 0 ? answers.map(parse) : found;
}

function parseRp(answer: CborMap): StoredRp {
  const rp = dispensable(answer, 0x03, asMap) ?? new Map();
  const idHash = required(answer, 0x04, asBytes);
  return {
    id: dispensable(rp, 'id', asText) ?? Buffer.from(idHash).toString('hex'),
    name: dispensable(rp, 'name', asText),
    idHash,
  };
}

function parseCredential(answer: CborMap): StoredCredential {
  return {
    user: dispensable(answer, 0x06, asMapRead(parseUser)) ?? { id: new Uint8Array() },
    credential: parseDescriptor(required(answer, 0x07, asMap)),
    publicKey: dispensable(answer, 0x08, asMap) ?? new Map(),
    protection: dispensable(answer, 0x0a, asUnsigned),
    largeBlobKey: dispensable(answer, 0x0b, asLargeBlobKey),
    thirdPartyPayment: dispensable(answer, 0x0c, asBoolean),
  };
}
