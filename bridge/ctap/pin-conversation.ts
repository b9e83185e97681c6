import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';
import { encapsulate, type KeyAgreement } from './key-agreement.ts';
import { asMap, required } from './members.ts';
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

  /** @throws WardkeyError `key-lacks-user-verification` when the key and Wardkey share no protocol */
  constructor(channel: CtapChannel, info: AuthenticatorInfo) {
    this.protocol = firstSupportedProtocol(info);
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
    });
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

  async #fetchKeyAgreement(options: CommandOptions): Promise<KeyAgreement> {
    const answer = await this.send(SUBCOMMAND.getKeyAgreement, [], options);
    return encapsulate(this.protocol, required(answer, 0x01, asMap));
  }
}

/** The first that Wardkey speaks too, in the key's order (CTAP 2.1 §6.5.5.4). */
function firstSupportedProtocol(info: AuthenticatorInfo): PinProtocol {
  // CTAP 2.0 keys exist that have a PIN and do not name the only protocol that there was.
  for (const version of info.pinUvAuthProtocols ?? [1]) {
    if (version === pinProtocolOne.version) return pinProtocolOne;
    if (version === pinProtocolTwo.version) return pinProtocolTwo;
  }
  throw new WardkeyError('key-lacks-user-verification');
}
