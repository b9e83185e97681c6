import { execFile } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXTENSION_ID } from '../kit/extension.ts';
import { ManagedMachine, type OwnFolder } from '../kit/managed-machine.ts';
import { buildTargets, TARGETS } from '../run/build.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OWN: readonly OwnFolder[] = ['/etc', '/opt', '/usr/lib/mozilla'];
const BUNDLE = 'wardkey.mjs';

/** A machine of a fleet, with the command line of the built bridge at hand. */
export class ManagedFleet {
  readonly machine: ManagedMachine;
  readonly #wardkey: string;

  private constructor(machine: ManagedMachine, wardkey: string) {
    this.machine = machine;
    this.#wardkey = wardkey;
  }

  /**
   * @param folder an existing folder of the test's own
   * @param extensionId of the extension that may start the bridge, where it was packed with a key of
   *   its own: a release knows the one that it was made for
   */
  static async make(folder: string, extensionId = EXTENSION_ID): Promise<ManagedFleet> {
    await buildTargets(['bridge']);
    const release = join(folder, 'release');
    await cp(join(ROOT, TARGETS.bridge), release, { recursive: true });
    const files = await readdir(release, { recursive: true });
    for (const path of files.filter((file) => file.endsWith('.mjs'))) {
      const text = await readFile(join(release, path), 'utf8');
      await writeFile(join(release, path), text.replaceAll(EXTENSION_ID, extensionId));
    }
    const machine = await ManagedMachine.make(folder, OWN);
    const command = [join(release, BUNDLE)];
    return new ManagedFleet(
      machine,
      await machine.starter('wardkey.sh', process.execPath, command),
    );
  }

  /** Runs the command line on the machine as root. @returns its standard output */
  wardkey(...args: readonly string[]): Promise<string> {
    return output(this.#wardkey, args);
  }

  /** The same, killed after some milliseconds. @returns whether it was at its end by then */
  async brokenOff(afterMs: number, ...args: readonly string[]): Promise<boolean> {
    try {
      await promisify(execFile)(this.#wardkey, args, {
        env: { PATH: '' },
        timeout: afterMs,
        killSignal: 'SIGKILL',
      });
      return true;
    } catch (thrown) {
      if (thrown instanceof Error && 'killed' in thrown && thrown.killed === true) return false;
      throw thrown;
    }
  }

  /** The same by the program that was set up for everybody. */
  async installed(...args: readonly string[]): Promise<string> {
    return output(await this.machine.starter('installed.sh', '/opt/wardkey/wardkey'), args);
  }

  /** All files and folders that setting up may touch, in order. */
  async everything(): Promise<readonly string[]> {
    const lists = OWN.map(async (place) => {
      const folder = this.machine.pathOf(place);
      return (await readdir(folder, { recursive: true })).map((path) => join(place, path));
    });
    return (await Promise.all(lists)).flat().sort();
  }
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { env: { PATH: '' } });
  return stdout;
}
