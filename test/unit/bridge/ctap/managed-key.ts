import { expect, onTestFinished } from 'vitest';
import type { OpenKey } from '../../../../bridge/ctap/attached-key.ts';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { ClientPin } from '../../../../bridge/ctap/client-pin.ts';
import { getInfo } from '../../../../bridge/ctap/get-info.ts';
import type { ManagedKey } from '../../../../bridge/ctap/management.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { noSignal } from './scripted-transport.ts';

export const PIN = '271828';

/** A virtual key that is open, and what manages it with a token of the wanted permissions. */
export class Workbench {
  readonly key: VirtualKey;
  readonly keys: AttachedKeys;
  readonly open: OpenKey;
  readonly #channel: ManagedKey['channel'];

  private constructor(key: VirtualKey, keys: AttachedKeys, open: OpenKey) {
    this.key = key;
    this.keys = keys;
    this.open = open;
    this.#channel = open.channel;
  }

  static async with(model: VirtualKeyOptions = {}): Promise<Workbench> {
    const key = new VirtualKey(model);
    const transport = new InProcessTransport();
    transport.insert(key);
    const keys = new AttachedKeys([transport]);
    keys.start();
    onTestFinished(() => keys.stop());
    await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
    const open = await keys.open(keys.list.devices[0]?.id ?? '', noSignal);
    onTestFinished(() => open.close());
    return new Workbench(key, keys, open);
  }

  info() {
    return getInfo(this.#channel, { signal: noSignal });
  }

  async clientPin(): Promise<ClientPin> {
    return new ClientPin(this.#channel, await this.info());
  }

  /** @param permissions 0 for no token at all */
  async managed(permissions: number, rpId?: string): Promise<ManagedKey> {
    const info = await this.info();
    const options = () => ({ signal: noSignal, maxMsgSize: info.maxMsgSize });
    const scope = { permissions, ...(rpId === undefined ? {} : { rpId }) };
    const token =
      permissions === 0
        ? undefined
        : await new ClientPin(this.#channel, info).getTokenUsingPin(PIN, scope, options());
    return { channel: this.#channel, info, token, options };
  }
}
