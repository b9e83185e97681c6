import type { ExchangeOptions } from '../../bridge/transport/transport.ts';
import { decodeCbor } from './cbor/decode.ts';
import { encodeCbor } from './cbor/encode.ts';
import type { CborMap } from './cbor/value.ts';
import { authenticatorConfig } from './commands/authenticator-config.ts';
import { bioEnrollment } from './commands/bio-enrollment.ts';
import { clientPin } from './commands/client-pin.ts';
import type { Command } from './commands/command.ts';
import { credentialManagement } from './commands/credential-management.ts';
import { getAssertion } from './commands/get-assertion.ts';
import { getInfo } from './commands/get-info.ts';
import { getNextAssertion } from './commands/get-next-assertion.ts';
import { largeBlobs } from './commands/large-blobs.ts';
import { makeCredential } from './commands/make-credential.ts';
import { reset } from './commands/reset.ts';
import { selection } from './commands/selection.ts';
import { isModern, type KeyModel, keyModel, type VirtualKeyOptions } from './key-options.ts';
import type { UserPresence } from './presence.ts';
import type { BuiltInVerification } from './state/built-in-verification.ts';
import type { Credential } from './state/credential-store.ts';
import { KeyState } from './state/key-state.ts';
import type { LargeBlobStore } from './state/large-blob-store.ts';
import { CtapFault, STATUS } from './status.ts';
import { u2f } from './u2f/u2f.ts';

const GET_NEXT_ASSERTION = 0x08;

interface CommandEntry {
  readonly run: Command;
  readonly hasParameters: boolean;
}

const COMMANDS: ReadonlyMap<number, CommandEntry> = new Map([
  [0x01, { run: makeCredential, hasParameters: true }],
  [0x02, { run: getAssertion, hasParameters: true }],
  [0x04, { run: getInfo, hasParameters: false }],
  [0x06, { run: clientPin, hasParameters: true }],
  [0x07, { run: reset, hasParameters: false }],
  [GET_NEXT_ASSERTION, { run: getNextAssertion, hasParameters: false }],
  [0x09, { run: bioEnrollment, hasParameters: true }],
  [0x0a, { run: credentialManagement, hasParameters: true }],
  [0x0b, { run: selection, hasParameters: false }],
  [0x0c, { run: largeBlobs, hasParameters: true }],
  [0x0d, { run: authenticatorConfig, hasParameters: true }],
  [0x40, { run: bioEnrollment, hasParameters: true }],
  [0x41, { run: credentialManagement, hasParameters: true }],
]);

/** One message that the key was sent. */
export interface LoggedCommand {
  /** Whether it was one of U2F. */
  readonly u2f: boolean;
  /** Command byte, or U2F's instruction byte. */
  readonly command: number;
  /** That of the commands that have any, when the message named one; P1 of U2F. */
  readonly subCommand: number | undefined;
  /** Status byte or word of the answer; `undefined` until there is one. */
  status: number | undefined;
}

/** A CTAP 2.1 security key. What it is connected through is another's business. */
export class VirtualKey {
  readonly #state: KeyState;
  readonly #log: LoggedCommand[] = [];
  #busy = false;

  constructor(options: VirtualKeyOptions = {}) {
    this.#state = new KeyState(keyModel(options));
  }

  get model(): KeyModel {
    return this.#state.model;
  }

  get presence(): UserPresence {
    return this.#state.presence;
  }

  /** `undefined` for a key without a fingerprint reader. */
  get verification(): BuiltInVerification | undefined {
    return this.#state.verification;
  }

  /** Oldest first. */
  get credentials(): readonly Credential[] {
    return this.#state.credentials.all;
  }

  /** The serialised large-blob array. */
  get largeBlobs(): LargeBlobStore {
    return this.#state.largeBlobs;
  }

  get pinIsSet(): boolean {
    return this.#state.pin.isSet;
  }

  get pinTriesLeft(): number {
    return this.#state.pin.triesLeft;
  }

  /** Every message since the key was made, oldest first. */
  get commandLog(): readonly Readonly<LoggedCommand>[] {
    return this.#log;
  }

  /** Power off and on, as by pulling it out and plugging it in. */
  powerCycle(): void {
    this.#state.powerCycle();
  }

  /**
   * Answers one CTAP2 message.
   * @param message command byte followed by CBOR
   * @returns status byte followed by CBOR; `keepaliveCancel` when the signal ended a wait for touch
   */
  async ctap(message: Uint8Array, exchange: ExchangeOptions): Promise<Uint8Array> {
    if (this.#busy) return Uint8Array.of(STATUS.channelBusy);
    this.#busy = true;
    try {
      return await this.#answer(message, exchange);
    } catch (fault) {
      if (fault instanceof CtapFault) return Uint8Array.of(fault.status);
      throw fault;
    } finally {
      this.#busy = false;
    }
  }

  /** Whether the key knows U2F too, or alone. */
  get speaksU2f(): boolean {
    return this.model.versions.includes('U2F_V2');
  }

  /** Whether the key knows CTAP2 at all. */
  get speaksCtap2(): boolean {
    return this.model.versions.some((version) => version.startsWith('FIDO_2_'));
  }

  /**
   * Answers one U2F message, at once: it does not wait for a touch.
   * @param apdu short or extended
   * @returns data and status word
   */
  async u2f(apdu: Uint8Array, exchange: ExchangeOptions): Promise<Uint8Array> {
    const logged: LoggedCommand = {
      command: apdu[1] ?? 0,
      subCommand: apdu[2],
      u2f: true,
      status: undefined,
    };
    this.#log.push(logged);
    const answer = this.speaksU2f ? u2f(this.#state, apdu, exchange) : Uint8Array.of(0x6d, 0);
    logged.status = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
    return answer;
  }

  async #answer(message: Uint8Array, exchange: ExchangeOptions): Promise<Uint8Array> {
    const logged = this.#logged(message);
    try {
      const response = await this.#run(message, exchange);
      logged.status = STATUS.ok;
      if (response === undefined) return Uint8Array.of(STATUS.ok);
      return Buffer.concat([Uint8Array.of(STATUS.ok), encodeCbor(response)]);
    } catch (fault) {
      if (fault instanceof CtapFault) logged.status = fault.status;
      throw fault;
    }
  }

  async #run(message: Uint8Array, exchange: ExchangeOptions): Promise<CborMap | undefined> {
    if (message.length > this.model.maxMsgSize) throw new CtapFault(STATUS.requestTooLarge);
    const command = message[0];
    if (command !== GET_NEXT_ASSERTION) this.#state.pending = undefined;
    const entry = this.#supported(command);
    if (entry === undefined) throw new CtapFault(STATUS.invalidCommand);
    const parameters = entry.hasParameters ? readParameters(message) : new Map();
    if (!entry.hasParameters && message.length > 1) throw new CtapFault(STATUS.invalidLength);
    return entry.run(this.#state, parameters, exchange);
  }

  #supported(command: number | undefined): CommandEntry | undefined {
    return this.#has(command) ? COMMANDS.get(command ?? 0) : undefined;
  }

  #has(command: number | undefined): boolean {
    const { model, verification } = this.#state;
    if (!this.speaksCtap2) return false;
    switch (command) {
      case 0x06:
        return model.pinProtocols.length > 0;
      case 0x09:
        return verification !== undefined && model.bioEnrollment === 'full';
      case 0x40:
        return verification !== undefined && model.bioEnrollment === 'preview';
      case 0x0a:
        return model.credentialManagement === 'full';
      case 0x41:
        return model.credentialManagement === 'preview';
      case 0x0b:
        return isModern(model.versions);
      case 0x0c:
        return model.largeBlobBytes > 0;
      case 0x0d:
        return model.authenticatorConfig;
      default:
        return true;
    }
  }

  #logged(message: Uint8Array): LoggedCommand {
    const command = message[0] ?? 0;
    const entry = { command, subCommand: subCommandOf(message), u2f: false };
    const logged: LoggedCommand = { ...entry, status: undefined };
    this.#log.push(logged);
    return logged;
  }
}

/** @throws CtapFault invalidCbor, unexpectedType, missingParameter */
function readParameters(message: Uint8Array): CborMap {
  if (message.length === 1) throw new CtapFault(STATUS.missingParameter);
  const parameters = decodeCbor(message.subarray(1));
  if (!(parameters instanceof Map)) throw new CtapFault(STATUS.unexpectedType);
  return parameters;
}

/** Which parameter names the subcommand, of the commands that have some. */
const SUB_COMMAND_KEY: ReadonlyMap<number, number> = new Map([
  [0x06, 0x02],
  [0x09, 0x02],
  [0x0a, 0x01],
  [0x0d, 0x01],
  [0x40, 0x02],
  [0x41, 0x01],
]);

function subCommandOf(message: Uint8Array): number | undefined {
  const key = SUB_COMMAND_KEY.get(message[0] ?? 0);
  if (key === undefined) return undefined;
  try {
    const subCommand = readParameters(message).get(key);
    return typeof subCommand === 'number' ? subCommand : undefined;
  } catch {
    return undefined;
  }
}
