import { setTimeout as sleep } from 'node:timers/promises';
import { commandNames } from '../../virtual/command-names.ts';
import { UhidKey } from '../../virtual/hid-device/uhid-key.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import type { FidoClient } from './clients/fido-client.ts';
import { Libfido2 } from './clients/libfido2.ts';
import { PythonFido2 } from './clients/python-fido2.ts';
import { WardkeyHost } from './clients/wardkey-host.ts';
import type { CeremonyCount } from './results.ts';

const POLL_MS = 20;
const PATIENCE_MS = 30_000;

/** The clients on one machine, and the keys that are plugged into it. */
export class Stage {
  readonly wardkey: WardkeyHost;
  readonly libfido2: Libfido2;
  readonly python: PythonFido2;
  readonly counts: CeremonyCount[] = [];
  readonly #plugged = new Set<UhidKey>();

  private constructor(wardkey: WardkeyHost, libfido2: Libfido2, python: PythonFido2) {
    this.wardkey = wardkey;
    this.libfido2 = libfido2;
    this.python = python;
  }

  static async open(): Promise<Stage> {
    const python = PythonFido2.start();
    const [wardkey, libfido2] = await Promise.all([WardkeyHost.start(), Libfido2.ready()]);
    return new Stage(wardkey, libfido2, python);
  }

  /** Each of them shares no code with the others. */
  get clients(): readonly FidoClient[] {
    return [this.wardkey, this.libfido2, this.python];
  }

  /** Plugs a key in, and waits until the warm bridge has read it and let it go. */
  async plug(options: VirtualKeyOptions = {}, name?: string): Promise<UhidKey> {
    const plugged = await this.insert(new VirtualKey(options), name);
    await this.wardkey.keysRead(this.#plugged.size);
    await idle(plugged);
    return plugged;
  }

  /** Plugs a key in, and waits for nobody. */
  async insert(key: VirtualKey, name?: string): Promise<UhidKey> {
    const plugged = await UhidKey.plug(key, name);
    this.#plugged.add(plugged);
    return plugged;
  }

  async unplug(plugged: UhidKey): Promise<void> {
    this.#plugged.delete(plugged);
    await plugged.unplug();
  }

  /** Leaves a machine without keys, as each check finds it. */
  async clear(): Promise<void> {
    await Promise.all([...this.#plugged].map((plugged) => this.unplug(plugged)));
    await this.wardkey.until(({ devices }) => devices.length === 0);
    this.wardkey.onEvent = () => {};
    this.wardkey.answerPin = () => undefined;
  }

  /** Has a client do something, and keeps what that cost at the key. */
  async counted<T>(
    plugged: UhidKey,
    [client, ceremony]: readonly [client: string, ceremony: string],
    action: () => Promise<T>,
  ): Promise<T> {
    const { key, tally } = plugged;
    await idle(plugged);
    tally.take();
    const before = key.commandLog.length;
    const result = await action();
    await idle(plugged);
    const commands = commandNames(key.commandLog.slice(before));
    this.counts.push({ client, ceremony, commands, ...tally.take() });
    return result;
  }
}

/** Waits until no program has the key open. */
export async function idle(plugged: UhidKey): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (plugged.isOpen) {
    if (performance.now() > end) throw new Error('somebody does not let the key go');
    await sleep(POLL_MS);
  }
}
