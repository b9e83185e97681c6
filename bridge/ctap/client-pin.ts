import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CtapChannel } from '../transport/transport.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';
import type { CommandOptions } from './command.ts';
import type { KeyAgreement } from './key-agreement.ts';
import { asUnsigned, required } from './members.ts';
import { type Member, PinConversation, type PinRetries, SUBCOMMAND } from './pin-conversation.ts';
import type { PinProtocol } from './pin-protocol.ts';
import { LEAST_PIN_LENGTH, type PinLimits, paddedPin, pinHash } from './pin-text.ts';
import { type PinUvAuthToken, readToken } from './pin-uv-auth-token.ts';
import { statusOf } from './status.ts';
import { STATUS } from './status-byte.ts';

/** What a token shall be good for (CTAP 2.1 §6.5.5.7). */
export interface TokenScope {
  /** Sum of {@link PERMISSION}s. */
  readonly permissions: number;
  /** Required with `mc` and `ga`. */
  readonly rpId?: string;
}

/**
 * authenticatorClientPIN (CTAP 2.1 §6.5) with one key, over one open channel.
 *
 * The key agreement is fetched when it is first needed, or ahead of time while the person types, and
 * forgotten after any failure, because the key then makes a new one. No PIN is spent twice: it is sent
 * again only where the tries show that the key has not counted it.
 */
export class ClientPin {
  readonly #conversation: PinConversation;
  readonly #info: AuthenticatorInfo;

  /**
   * @param info read afresh since the last change of the key's settings
   * @throws WardkeyError `key-lacks-user-verification` when the key and Wardkey share no protocol
   */
  constructor(channel: CtapChannel, info: AuthenticatorInfo) {
    this.#conversation = new PinConversation(channel, info);
    this.#info = info;
  }

  /** The PIN/UV auth protocol of this conversation. */
  get protocol(): PinProtocol {
    return this.#conversation.protocol;
  }

  /** @throws WardkeyError what {@link sendCommand} throws, `device-garbled` */
  getPinRetries(options: CommandOptions): Promise<PinRetries> {
    return this.#conversation.getPinRetries(options);
  }

  /** Tries left for built-in user verification. */
  async getUvRetries(options: CommandOptions): Promise<number> {
    return required(
      await this.#conversation.send(SUBCOMMAND.getUVRetries, [], options),
      0x05,
      asUnsigned,
    );
  }

  /** Fetches the key agreement, ahead of time too, unless it is there or on its way. */
  getKeyAgreement(options: CommandOptions): Promise<KeyAgreement> {
    return this.#conversation.getKeyAgreement(options);
  }

  /**
   * Sets the first PIN of a key that has none.
   * @throws WardkeyError `pin-too-short`, `pin-too-long` before anything is sent; `pin-too-simple` for
   *   one that breaks the key's own rules
   */
  async setPin(newPin: string, options: CommandOptions): Promise<void> {
    const padded = paddedPin(newPin, this.#limits(this.#info.minPINLength));
    try {
      await this.#conversation.withAgreement(options, async ({ platformKey, sharedSecret }) => {
        const newPinEnc = this.protocol.encrypt(sharedSecret, padded);
        const pinUvAuthParam = this.protocol.authenticate(sharedSecret, newPinEnc);
        await this.#conversation.send(
          SUBCOMMAND.setPIN,
          [
            [0x03, platformKey],
            [0x04, pinUvAuthParam],
            [0x05, newPinEnc],
          ],
          options,
        );
      });
    } finally {
      padded.fill(0);
    }
  }

  /**
   * Changes the PIN. The current one may be shorter than what the key asks of new ones.
   * @throws WardkeyError as {@link setPin}, and `pin-wrong`, `pin-replug`, `pin-blocked`
   */
  async changePin(currentPin: string, newPin: string, options: CommandOptions): Promise<void> {
    const padded = paddedPin(newPin, this.#limits(this.#info.minPINLength));
    const hash = pinHash(currentPin, this.#limits(LEAST_PIN_LENGTH));
    try {
      await this.#conversation.withAgreement(options, async ({ platformKey, sharedSecret }) => {
        const newPinEnc = this.protocol.encrypt(sharedSecret, padded);
        const pinHashEnc = this.protocol.encrypt(sharedSecret, hash);
        const message = Buffer.concat([newPinEnc, pinHashEnc]);
        const pinUvAuthParam = this.protocol.authenticate(sharedSecret, message);
        await this.#conversation.send(
          SUBCOMMAND.changePIN,
          [
            [0x03, platformKey],
            [0x04, pinUvAuthParam],
            [0x05, newPinEnc],
            [0x06, pinHashEnc],
          ],
          options,
        );
      });
    } finally {
      padded.fill(0);
      hash.fill(0);
    }
  }

  /**
   * A token for the PIN, by the subcommand that the key supports: with permissions, or the legacy one
   * of CTAP 2.0, whose token is good for everything.
   *
   * @throws WardkeyError `pin-too-short`, `pin-too-long`, `pin-change-required` before anything is
   *   sent; `pin-wrong`, `pin-replug`, `pin-blocked`, `pin-not-set`, and what {@link sendCommand} throws
   */
  getTokenUsingPin(
    pin: string,
    scope: TokenScope,
    options: CommandOptions,
  ): Promise<PinUvAuthToken> {
    return this.#info.options.get('pinUvAuthToken') === true
      ? this.getPinUvAuthTokenUsingPin(pin, scope, options)
      : this.getPinToken(pin, options);
  }

  /** Subcommand 0x05, superseded but all that CTAP 2.0 keys have; throws as {@link getTokenUsingPin}. */
  getPinToken(pin: string, options: CommandOptions): Promise<PinUvAuthToken> {
    return this.#tokenForPin(SUBCOMMAND.getPinToken, pin, [], options);
  }

  /** Subcommand 0x09; throws as {@link getTokenUsingPin}. */
  getPinUvAuthTokenUsingPin(
    pin: string,
    scope: TokenScope,
    options: CommandOptions,
  ): Promise<PinUvAuthToken> {
    const subcommand = SUBCOMMAND.getPinUvAuthTokenUsingPinWithPermissions;
    return this.#tokenForPin(subcommand, pin, scopeMembers(scope), options);
  }

  /**
   * Subcommand 0x06: built-in user verification, such as a fingerprint.
   * @throws WardkeyError `fingerprint-wrong`, `fingerprint-blocked`, and what {@link sendCommand}
   *   throws
   */
  getPinUvAuthTokenUsingUv(scope: TokenScope, options: CommandOptions): Promise<PinUvAuthToken> {
    return this.#conversation.withAgreement(options, async ({ platformKey, sharedSecret }) => {
      const answer = await this.#conversation.send(
        SUBCOMMAND.getPinUvAuthTokenUsingUvWithPermissions,
        [[0x03, platformKey], ...scopeMembers(scope)],
        options,
      );
      return readToken(this.protocol, sharedSecret, answer);
    });
  }

  async #tokenForPin(
    subcommand: number,
    pin: string,
    scope: readonly Member[],
    options: CommandOptions,
  ): Promise<PinUvAuthToken> {
    // A right PIN would be answered like a wrong one until it is changed (CTAP 2.1 §7.4).
    if (this.#info.forcePINChange) throw new WardkeyError('pin-change-required');
    // A PIN from before the least length was raised must be changed first, so it never comes here.
    const hash = pinHash(pin, this.#limits(this.#info.minPINLength));
    try {
      return await this.#conversation.withPin(options, async ({ platformKey, sharedSecret }) => {
        const pinHashEnc = this.protocol.encrypt(sharedSecret, hash);
        const members: Member[] = [[0x03, platformKey], [0x06, pinHashEnc], ...scope];
        const answer = await this.#conversation.send(subcommand, members, options);
        return readToken(this.protocol, sharedSecret, answer);
      });
    } catch (error) {
      if (statusOf(error) !== STATUS.PIN_POLICY_VIOLATION) throw error;
      throw new WardkeyError('pin-change-required', { cause: error });
    } finally {
      hash.fill(0);
    }
  }

  #limits(min: number): PinLimits {
    return { min, max: this.#info.maxPINLength };
  }
}

function scopeMembers({ permissions, rpId }: TokenScope): readonly Member[] {
  return [
    [0x09, permissions],
    [0x0a, rpId],
  ];
}
