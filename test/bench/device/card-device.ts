import { FidoApplet } from '../../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import { PrivatePcscd } from '../../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../../virtual/pcsc-reader/virtual-reader.ts';
import type { BenchDevice } from './bench-device.ts';
import { BenchKey } from './bench-key.ts';

const READER = 'Wardkey Bench Reader';

/** Counts what comes over the reader: a command and its answer are two. */
class CountingApplet extends FidoApplet {
  frames = 0;

  override async transmit(apdu: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await super.transmit(apdu, signal);
    this.frames += 2;
    return answer;
  }
}

/** A key that lies on a reader of a pcscd of the benchmark's own. */
export class CardDevice implements BenchDevice {
  readonly way = 'card';
  readonly name = READER;
  readonly env: Readonly<Record<string, string>>;
  readonly #pcscd: PrivatePcscd;
  readonly #reader: VirtualReader;
  #key: BenchKey;
  #applet: CountingApplet;

  private constructor(pcscd: PrivatePcscd, reader: VirtualReader, key: BenchKey) {
    this.#pcscd = pcscd;
    this.#reader = reader;
    this.env = pcscd.env;
    this.#key = key;
    this.#applet = new CountingApplet(key);
    reader.insert(this.#applet);
  }

  static async start(options: VirtualKeyOptions): Promise<CardDevice> {
    const pcscd = await PrivatePcscd.start({ readers: [READER] });
    const [reader] = pcscd.readers;
    if (reader === undefined) throw new Error('the private pcscd has no reader');
    return new CardDevice(pcscd, reader, new BenchKey(options));
  }

  get key(): BenchKey {
    return this.#key;
  }

  get frames(): number {
    return this.#applet.frames;
  }

  wrap([program = '', ...args]: readonly string[]): [string, ...string[]] {
    return [program, ...args];
  }

  async remove(): Promise<void> {
    this.#reader.remove();
  }

  async replace(options: VirtualKeyOptions): Promise<void> {
    this.#key = new BenchKey(options);
    this.#applet = new CountingApplet(this.#key);
    this.#reader.insert(this.#applet);
  }

  close(): Promise<void> {
    return this.#pcscd.stop();
  }
}
