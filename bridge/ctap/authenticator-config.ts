import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CborMap } from './cbor-value.ts';
import { COMMAND } from './command-byte.ts';
import { encodedParameters, type ManagedKey, sendManagement } from './management.ts';
import { numberedMembers } from './request-members.ts';

const SUBCOMMAND = {
  enableEnterpriseAttestation: 0x01,
  toggleAlwaysUv: 0x02,
  setMinPINLength: 0x03,
  enableLongTouchForReset: 0x04,
} as const;

export interface MinPinLengthChange {
  /** Code points; it can only be raised. */
  readonly newMinPinLength?: number;
  /** RP IDs that may learn it, in the place of those that there were. */
  readonly rpIds?: readonly string[];
  /** The PIN must be changed before it is used again. */
  readonly forceChangePin?: boolean;
}

/**
 * authenticatorConfig (CTAP 2.1 §6.11). Tokens need the permission `acfg`. The key's getInfo is out of
 * date after each of these: see `OpenKey.renewInfo`.
 */
export class AuthenticatorConfig {
  readonly #key: ManagedKey;

  /** @throws WardkeyError `key-lacks-command` */
  constructor(key: ManagedKey) {
    if (key.info.options.get('authnrCfg') !== true) throw new WardkeyError('key-lacks-command');
    this.#key = key;
  }

  /** Lets companies' own RPs recognise the key (§7.1). Only a reset takes it back. */
  async enableEnterpriseAttestation(): Promise<void> {
    await this.#send(SUBCOMMAND.enableEnterpriseAttestation);
  }

  /** Switches to the other state: look at the option `alwaysUv` first. */
  async toggleAlwaysUv(): Promise<void> {
    await this.#send(SUBCOMMAND.toggleAlwaysUv);
  }

  /** @throws WardkeyError `key-refused` with status PIN_POLICY_VIOLATION for a shorter length */
  async setMinPinLength(change: MinPinLengthChange): Promise<void> {
    const parameters = numberedMembers([
      [0x01, change.newMinPinLength],
      [0x02, change.rpIds],
      [0x03, change.forceChangePin],
    ]);
    await this.#send(SUBCOMMAND.setMinPINLength, parameters);
  }

  /** A reset then takes a touch of five seconds (CTAP 2.3). Only a reset takes it back. */
  async enableLongTouchForReset(): Promise<void> {
    await this.#send(SUBCOMMAND.enableLongTouchForReset);
  }

  /** The token signs 32 bytes of FF, command, subcommand and parameters (CTAP 2.1 §6.11). */
  async #send(subcommand: number, parameters?: CborMap): Promise<void> {
    // Only keys of CTAP 2.3 tell which they know; the others refuse for themselves.
    const known = this.#key.info.authenticatorConfigCommands;
    if (known?.includes(subcommand) === false) throw new WardkeyError('key-lacks-command');
    const signed = Buffer.concat([
      Buffer.alloc(32, 0xff),
      Uint8Array.of(COMMAND.authenticatorConfig, subcommand),
      encodedParameters(parameters),
    ]);
    const auth = this.#key.token?.authenticate(signed);
    const members = numberedMembers([
      [0x01, subcommand],
      [0x02, parameters],
      [0x03, auth?.protocol],
      [0x04, auth?.param],
    ]);
    await sendManagement(this.#key, COMMAND.authenticatorConfig, members);
  }
}
