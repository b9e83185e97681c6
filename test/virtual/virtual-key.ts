import type { ExchangeOptions } from '../../bridge/transport/transport.ts';
import { decodeCbor } from './cbor/decode.ts';
import { encodeCbor } from './cbor/encode.ts';
import type { CborMap } from './cbor/value.ts';
import { clientPin } from './commands/client-pin.ts';
import type { Command } from './commands/command.ts';
import { getAssertion } from './commands/get-assertion.ts';
import { getInfo } from './commands/get-info.ts';
import { getNextAssertion } from './commands/get-next-assertion.ts';
import { makeCredential } from './commands/make-credential.ts';
import { reset } from './commands/reset.ts';
import { selection } from './commands/selection.ts';
import { type KeyModel, keyModel, type VirtualKeyOptions } from './key-options.ts';
import type { UserPresence } from './presence.ts';
import type { BuiltInVerification } from './state/built-in-verification.ts';
import type { Credential } from './state/credential-store.ts';
import { KeyState } from './state/key-state.ts';
import { CtapFault, STATUS } from './status.ts';

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
  [0x0b, { run: selection, hasParameters: false }],
]);

/** One message that the key was sent. */
export interface LoggedCommand {
  /** Command byte. */
  readonly command: number;
  /** That of clientPIN, when the message named one. */
  readonly subCommand: number | undefined;
  /** Status byte of the answer; `undefined` until there is one. */
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
    if (command === 0x06 && this.model.pinProtocols.length === 0) return undefined;
    if (command === 0x0b && !this.model.versions.includes('FIDO_2_1')) return undefined;
    return COMMANDS.get(command ?? 0);
  }

  #logged(message: Uint8Array): LoggedCommand {
    const command = message[0] ?? 0;
    const entry = { command, subCommand: command === 0x06 ? subCommandOf(message) : undefined };
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

function subCommandOf(message: Uint8Array): number | undefined {
  try {
    const subCommand = readParameters(message).get(0x02);
    return typeof subCommand === 'number' ? subCommand : undefined;
  } catch {
    return undefined;
  }
}
