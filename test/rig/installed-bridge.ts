import * as v from 'valibot';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { Undo } from '../kit/undo.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from './host-process.ts';
import { placeProgram } from './placed-program.ts';

const Greeting = v.object({
  id: v.literal('hello'),
  result: v.looseObject({ protocol: v.literal(1) }),
});

/** The built bridge as `wardkey install` places it, with a key on a reader of a pcscd of its own. */
export class InstalledBridge {
  /** The program that a browser starts. */
  readonly program: string;
  readonly home: string;
  /** No Node.js, no shell tools: what a browser on a desktop may have in its PATH. */
  readonly env: NodeJS.ProcessEnv;
  readonly reader: VirtualReader;
  readonly #undo: Undo;

  private constructor(
    program: string,
    home: string,
    env: NodeJS.ProcessEnv,
    reader: VirtualReader,
    undo: Undo,
  ) {
    this.program = program;
    this.home = home;
    this.env = env;
    this.reader = reader;
    this.#undo = undo;
  }

  static async place(): Promise<InstalledBridge> {
    const undo = new Undo();
    try {
      const folder = await temporaryFolder();
      undo.later(() => folder.remove());
      const pcscd = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
      undo.later(() => pcscd.stop());
      const [reader] = pcscd.readers;
      if (!reader) throw new Error('the private pcscd has no reader');
      await reader.insert(freshKey());
      const env = { HOME: folder.path, PATH: '', ...pcscd.env };
      const program = await placeProgram(env);
      return new InstalledBridge(program, folder.path, env, reader, undo);
    } catch (error) {
      await undo.run();
      throw error;
    }
  }

  /** Starts it as a browser does, and says hello. @throws v.ValiError when it is not greeted back */
  async greeted(env = this.env): Promise<HostProcess> {
    const host = new HostProcess([this.program, OUR_ORIGIN], env);
    host.send(HELLO);
    v.parse(Greeting, await host.answer());
    return host;
  }

  close(): Promise<void> {
    return this.#undo.run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** A card with a key on it that has a PIN. */
export function freshKey(): FidoApplet {
  return new FidoApplet(new VirtualKey({ pin: '4321' }));
}

/** Waits until the bridge tells of a key that it has read. @returns the message that does */
export async function keyRead(host: HostProcess): Promise<unknown> {
  for (;;) {
    const message = await host.receive();
    if (JSON.stringify(message).includes('"pinSet"')) return message;
  }
}
