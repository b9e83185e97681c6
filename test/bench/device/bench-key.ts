import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeOptions } from '../../../bridge/transport/transport.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';

/**
 * How long the key takes for a command at least, in milliseconds, by command byte: shorter than real
 * keys are, and in the same order. Its own work is done within that time, so that it is the same for all.
 */
const SCRIPT_MS: ReadonlyMap<number, number> = new Map([
  [0x01, 30],
  [0x02, 20],
  [0x04, 2],
  [0x06, 10],
]);

/** A key whose commands take the times of a script, and that keeps account of them. */
export class BenchKey extends VirtualKey {
  /** Whether the script is kept to; otherwise each command takes what the key's own work takes. */
  scripted = true;
  #busyMs = 0;

  /** How long it was at work on CTAP commands, in milliseconds, since it was made. */
  get busyMs(): number {
    return this.#busyMs;
  }

  override async ctap(message: Uint8Array, exchange: ExchangeOptions): Promise<Uint8Array> {
    const started = performance.now();
    const answer = await super.ctap(message, exchange);
    const script = this.scripted ? (SCRIPT_MS.get(message[0] ?? 0) ?? 0) : 0;
    const left = script - (performance.now() - started);
    if (left > 0 && !exchange.signal.aborted) await sleep(left);
    this.#busyMs += performance.now() - started;
    return answer;
  }
}
