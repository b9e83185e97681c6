import * as v from 'valibot';
import { DeviceList } from '../../shared/rpc/device.ts';
import type { HostProcess } from './host-process.ts';

const Changed = v.object({ method: v.literal('devices.changed'), params: DeviceList });
const PinAsked = v.object({
  method: v.literal('ceremony.event'),
  params: v.object({
    ceremony: v.string(),
    event: v.object({ type: v.literal('pin'), step: v.string() }),
  }),
});

/** The extension's side of a host that has been greeted: its messages, as a script wants them. */
export class HostClient {
  readonly host: HostProcess;
  #count = 0;

  constructor(host: HostProcess) {
    this.host = host;
  }

  /** The next message of a form; what comes before it is passed over. */
  async next<T>(form: v.GenericSchema<unknown, T>): Promise<T> {
    for (;;) {
      const message = v.safeParse(form, await this.host.receive());
      if (message.success) return message.output;
    }
  }

  /** Waits for a list of devices as it is wanted. */
  async listed(wanted: (list: DeviceList) => boolean): Promise<DeviceList> {
    for (;;) {
      const { params } = await this.next(Changed);
      if (wanted(params)) return params;
    }
  }

  /**
   * Runs one ceremony.
   * @param params caller and options
   * @param pin what is typed where it is asked for; without one it must not be
   */
  async ceremony<T>(
    method: 'webauthn.create' | 'webauthn.get',
    params: object,
    result: v.GenericSchema<unknown, T>,
    pin?: string,
  ): Promise<T> {
    this.#count += 1;
    const id = `${method}-${this.#count}`;
    this.host.send({ jsonrpc: '2.0', id, method, params });
    if (pin !== undefined) {
      const { ceremony, event } = (await this.next(PinAsked)).params;
      const answer = { ceremony, step: event.step, type: 'pin', pin, lastTryAgreed: false };
      this.host.send({
        jsonrpc: '2.0',
        id: `${id}-pin`,
        method: 'ceremony.answer',
        params: answer,
      });
    }
    const Ended = v.object({
      id: v.literal(id),
      result: v.optional(result),
      error: v.optional(v.unknown()),
    });
    const ended = await this.next(Ended);
    if (ended.result === undefined) throw new Error(JSON.stringify(ended.error));
    return ended.result;
  }
}
