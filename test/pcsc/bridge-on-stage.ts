import { type Bridge, compose } from '../../bridge/compose.ts';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';
import { noWellKnown } from '../rig/no-well-known.ts';
import { CALLER, creationOptions, listOf, requestOptions } from '../rig/rig.ts';
import { ScriptedPerson } from '../rig/scripted-person.ts';

const PATIENCE_MS = 30_000;
export const PIN = '2468';

/** The bridge as it is composed, over real PC/SC, with a person who knows the PIN. */
export class BridgeOnStage {
  readonly person = new ScriptedPerson();
  readonly #bridge: Bridge;

  /** Starts it. The stage's pcscd must run, and be this process's. */
  constructor() {
    const transports = [new PcscTransport(systemPcscLibrary())];
    this.#bridge = compose({ transports, settings: DEFAULT_SETTINGS, fetchWellKnown: noWellKnown });
    this.person.answerPin = () => PIN;
    this.#bridge.keys.start();
  }

  get list() {
    return this.#bridge.keys.list;
  }

  /** Waits until the list of devices is as wanted. */
  async until(isWanted: (list: BridgeOnStage['list']) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (isWanted(this.list)) resolve();
    };
    const stop = this.#bridge.keys.onChange(look);
    const timer = setTimeout(
      () => reject(new Error(`still ${JSON.stringify(this.list)}`)),
      PATIENCE_MS,
    );
    look();
    await promise.finally(() => {
      clearTimeout(timer);
      stop();
    });
  }

  /** Waits until one key is there, and has said what it is. */
  keyRead(): Promise<void> {
    return this.until(({ devices }) => devices.length === 1 && devices[0]?.key !== undefined);
  }

  empty(): Promise<void> {
    return this.until(({ devices }) => devices.length === 0);
  }

  create(signal: AbortSignal = new AbortController().signal) {
    const authenticatorSelection = { userVerification: 'required' };
    const options = creationOptions({ authenticatorSelection });
    return this.#bridge.client.create(CALLER, options, this.person, signal);
  }

  /** @param credential the one that may answer */
  get(credential: string, signal: AbortSignal = new AbortController().signal) {
    const allowCredentials = listOf(credential);
    const options = requestOptions({ allowCredentials, userVerification: 'required' });
    return this.#bridge.client.get(CALLER, options, this.person, signal);
  }

  stop(): Promise<void> {
    return this.#bridge.keys.stop();
  }
}
