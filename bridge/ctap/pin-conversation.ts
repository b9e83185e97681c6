import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import { encapsulate, type KeyAgreement } from './key-agreement.ts';
import { asBoolean, asMap, asUnsigned, dispensable, required } from './members.ts';
import type { PinProtocol } from './pin-protocol.ts';
import { pinProtocolOne } from './pin-protocol-one.ts';
import { pinProtocolTwo } from './pin-protocol-two.ts';
import { numberedMembers } from './request-members.ts';

/** Subcommands of authenticatorClientPIN (CTAP 2.1 §6.5.5). */
export const SUBCOMMAND = {
  getPINRetries: 0x01,
  getKeyAgreement: 0x02,
  setPIN: 0x03,
  changePIN: 0x04,
  getPinToken: 0x05,
  getPinUvAuthTokenUsingUvWithPermissions: 0x06,
  getUVRetries: 0x07,
  getPinUvAuthTokenUsingPinWithPermissions: 0x09,
} as const;

/** Those that spend a PIN. */
const WITH_PIN: ReadonlySet<number> = new Set([
  SUBCOMMAND.setPIN,
  SUBCOMMAND.changePIN,
  SUBCOMMAND.getPinToken,
  SUBCOMMAND.getPinUvAuthTokenUsingPinWithPermissions,
]);

export interface PinRetries {
  readonly pinRetries: number;
  /** Only a power cycle makes the key take a PIN again. `undefined` when the key does not tell. */
  readonly powerCycleState: boolean | undefined;
}

/** One parameter of a request, by its number. */
export type Member = readonly [number, CborValue];

/**
 * What the subcommands of authenticatorClientPIN have in common: the protocol, and the key agreement,
 * which is forgotten after any failure because the key then makes a new one.
 */
export class PinConversation {
  readonly protocol: PinProtocol;
  readonly #channel: CtapChannel;
  readonly #maxMsgSize: number;
  #keyAgreement: Promise<KeyAgreement> | undefined;
  /** As read since the last PIN was sent. */
  #triesLeft: number | undefined;

  /** @throws WardkeyError `key-lacks-user-verification` when the key and Wardkey share no protocol */
  constructor(channel: CtapChannel, info: AuthenticatorInfo) {
    const protocol = firstSupportedProtocol(info);
    if (protocol === undefined) throw new WardkeyError('key-lacks-user-verification');
    this.protocol = protocol;
    this.#channel = channel;
    this.#maxMsgSize = info.maxMsgSize;
  }

  /** Sends one subcommand; throws what {@link sendCommand} throws. */
  send(subcommand: number, members: readonly Member[], options: CommandOptions): Promise<CborMap> {
    const parameters = numberedMembers([
      [0x01, this.protocol.version],
      [0x02, subcommand],
      ...members,
    ]);
    const { clientPin } = COMMAND;
    return sendCommand(this.#channel, clientPin, parameters, {
      ...options,
      maxMsgSize: this.#maxMsgSize,
      once: WITH_PIN.has(subcommand),
    });
  }

  /** Reads the tries left for the PIN; throws what {@link sendCommand} throws, `device-garbled`. */
  async getPinRetries(options: CommandOptions): Promise<PinRetries> {
    const answer = await this.send(SUBCOMMAND.getPINRetries, [], options);
    const pinRetries = required(answer, 0x03, asUnsigned);
    this.#triesLeft = pinRetries;
    return { pinRetries, powerCycleState: dispensable(answer, 0x04, asBoolean) };
  }

  /** Fetches the key agreement, unless it is there or on its way. */
  getKeyAgreement(options: CommandOptions): Promise<KeyAgreement> {
    const pending = this.#keyAgreement ?? this.#fetchKeyAgreement(options);
    this.#keyAgreement = pending;
    pending.catch(() => {
      if (this.#keyAgreement === pending) this.#keyAgreement = undefined;
    });
    return pending;
  }

  /** Runs a subcommand that needs the key agreement. */
  async withAgreement<T>(
    options: CommandOptions,
    use: (agreement: KeyAgreement) => Promise<T>,
  ): Promise<T> {
    try {
      return await use(await this.getKeyAgreement(options));
    } catch (error) {
      // The key makes a new key pair after a wrong PIN (CTAP 2.1 §6.5.5.7.1).
      this.#keyAgreement = undefined;
      throw error;
    }
  }

  /**
   * Runs a subcommand that spends a PIN and changes nothing. Where nobody knows whether the key has
   * got it, it is run once more, with a new key agreement, if the tries show that it did not count.
   * @throws WardkeyError as {@link withAgreement}; one that {@link isUnsettled} otherwise
   */
  async withPin<T>(
    options: CommandOptions,
    use: (agreement: KeyAgreement) => Promise<T>,
  ): Promise<T> {
    const before = this.#triesLeft;
    this.#triesLeft = undefined;
    try {
      return await this.withAgreement(options, use);
    } catch (error) {
      if (before === undefined || !isUnsettled(error)) throw error;
      const { pinRetries } = await this.getPinRetries(options);
      this.#triesLeft = undefined;
      if (pinRetries !== before) throw error;
      return this.withAgreement(options, use);
    }
  }

  async #fetchKeyAgreement(options: CommandOptions): Promise<KeyAgreement> {
    const answer = await this.send(SUBCOMMAND.getKeyAgreement, [], options);
    return encapsulate(this.protocol, required(answer, 0x01, asMap));
  }
}

/** Whether nobody knows what became of a message that was sent once. */
export function isUnsettled(error: unknown): boolean {
  return error instanceof WardkeyError && error.facts['unsettled'] === true;
}

/** Whether the key and Wardkey share a PIN/UV auth protocol, which every token needs. */
export function sharesPinProtocol(info: AuthenticatorInfo): boolean {
  return firstSupportedProtocol(info) !== undefined;
}

/** The first that Wardkey speaks too, in the key's order (CTAP 2.1 §6.5.5.4). */
function firstSupportedProtocol(info: AuthenticatorInfo): PinProtocol | undefined {
  // CTAP 2.0 keys exist that have a PIN and do not name the only protocol that there was.
  for (const version of info.pinUvAuthProtocols ?? [1]) {
    if (version === pinProtocolOne.version) return pinProtocolOne;
    if (version === pinProtocolTwo.version) return pinProtocolTwo;
  }
  return undefined;
}
