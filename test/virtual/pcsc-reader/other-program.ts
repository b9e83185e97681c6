import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./other-program-main.ts', import.meta.url));

/** What the other program does with the card when it is told so. */
export type OtherAct = 'begin' | 'end' | 'reset' | 'select-other';

/** Another program on the same machine that uses the card in the same reader. */
export class OtherProgram {
  readonly #act: (act: OtherAct) => Promise<void>;
  readonly #stop: () => Promise<void>;

  private constructor(act: (act: OtherAct) => Promise<void>, stop: () => Promise<void>) {
    this.#act = act;
    this.#stop = stop;
  }

  /**
   * @param reader its full name, as PC/SC knows it
   * @param env what leads to its pcscd, unless this process's own environment does
   */
  static async start(
    reader: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<OtherProgram> {
    const child = spawn(process.execPath, [PROGRAM, reader], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const heard = async (expected: string): Promise<void> => {
      const { value } = await lines.next();
      if (value !== expected) throw new Error(`the other program said ${value}, not ${expected}`);
    };
    await heard('connected');
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    return new OtherProgram(
      async (act) => {
        child.stdin.write(`${act}\n`);
        await heard(act);
      },
      async () => {
        child.stdin.end();
        await ended;
      },
    );
  }

  /** Does something, and comes back when it is done. */
  act(act: OtherAct): Promise<void> {
    return this.#act(act);
  }

  /** Lets the card go and ends. */
  stop(): Promise<void> {
    return this.#stop();
  }
}
