import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FIREFOX_ADDON_IDS } from '../../bridge/install/extension-ids.ts';
import { MANIFEST_FILE } from '../../bridge/install/native-manifest.ts';
import type { BrowserName } from './browser-names.ts';
import { userDataFolder } from './chromium.ts';
import { EXTENSION_ID } from './extension.ts';
import { firefoxHostsFolder, hostsFolder, writeLauncher } from './native-host.ts';
import type { Noise } from './noisy-line.ts';
import type { OddBehaviour } from './odd-bridge.ts';

const ODD_BRIDGE = fileURLToPath(new URL('./odd-bridge.ts', import.meta.url));
const NOISY_LINE = fileURLToPath(new URL('./noisy-line.ts', import.meta.url));

/** How long a killed process may take to be gone, in milliseconds. */
const PATIENCE_MS = 15_000;

/** How a browser names extensions to the bridge, and where it looks for one. */
interface Ways {
  /** The folder of manifests. @param home the browser's HOME */
  readonly folder: (home: string) => string;
  /** Ours. */
  readonly extensionId: string;
  /** What the manifest says of the one extension that may start it. */
  readonly callers: (extensionId: string) => object;
  /** What the program is told of the extension that starts it. */
  readonly argument: (extensionId: string) => string;
}

const CHROMIUM: Ways = {
  folder: (home) => hostsFolder(userDataFolder(home)),
  extensionId: EXTENSION_ID,
  callers: (extensionId) => ({ allowed_origins: [originOf(extensionId)] }),
  argument: originOf,
};
const FIREFOX: Ways = {
  folder: firefoxHostsFolder,
  extensionId: FIREFOX_ADDON_IDS[0] ?? '',
  callers: (extensionId) => ({ allowed_extensions: [extensionId] }),
  argument: (extensionId) => extensionId,
};

/**
 * The bridge program of one browser: what happens to it on a bad day. A bridge that runs already
 * goes on until it is killed, and so does the browser's port to it. Linux only.
 */
export class BridgeProgram {
  readonly #home: string;
  readonly #ways: Ways;
  readonly #folder: string;
  readonly #installed: string;

  private constructor(home: string, ways: Ways, installed: string) {
    this.#home = home;
    this.#ways = ways;
    this.#folder = ways.folder(home);
    this.#installed = installed;
  }

  /** @param home the browser's HOME, where a bridge is installed */
  static async of(home: string, browser: BrowserName = 'chromium'): Promise<BridgeProgram> {
    const ways = browser === 'firefox' ? FIREFOX : CHROMIUM;
    const installed = await readFile(join(ways.folder(home), MANIFEST_FILE), 'utf8');
    return new BridgeProgram(home, ways, installed);
  }

  /** The bridge as it was at launch. */
  install(): Promise<void> {
    return this.#writeManifest(this.#installed);
  }

  /** As on a computer where nobody installed a bridge. */
  uninstall(): Promise<void> {
    return rm(join(this.#folder, MANIFEST_FILE), { force: true });
  }

  /** The bridge as it was at launch, but for another extension and not for ours. */
  installFor(extensionId: string): Promise<void> {
    return this.#writeManifest(this.#with(this.#ways.callers(extensionId)));
  }

  /** Another program in the bridge's place, which does one thing wrong. */
  async misbehave(how: OddBehaviour): Promise<void> {
    await this.#replaceBy([process.execPath, ODD_BRIDGE, how]);
  }

  /** The bridge as it was at launch, behind a line that spoils a message on its way there. */
  async spoil(how: Noise): Promise<void> {
    const { path } = JSON.parse(this.#installed);
    await this.#replaceBy([process.execPath, NOISY_LINE, how, path]);
  }

  /** Process ids of the bridges that this browser runs for an extension, without more for ours. */
  async running(extensionId = this.#ways.extensionId): Promise<number[]> {
    const caller = this.#ways.argument(extensionId);
    const found: number[] = [];
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [command, environment] = await Promise.all([
        words(id, 'cmdline'),
        words(id, 'environ'),
      ]);
      if (command.includes(caller) && environment.includes(`HOME=${this.#home}`)) {
        found.push(Number(id));
      }
    }
    return found;
  }

  /** Kills what runs, as a crash would. @throws Error when nothing runs, or it does not go */
  async kill(): Promise<void> {
    const running = await this.running();
    if (running.length === 0) throw new Error('no bridge runs');
    for (const id of running) process.kill(id, 'SIGKILL');
    const end = performance.now() + PATIENCE_MS;
    while ((await this.running()).some((id) => running.includes(id))) {
      if (performance.now() > end) throw new Error('the bridge could not be killed');
      await sleep(10);
    }
  }

  async #replaceBy(command: readonly string[]): Promise<void> {
    const path = await writeLauncher(join(this.#folder, 'other-bridge.sh'), command);
    await this.#writeManifest(this.#with({ path }));
  }

  #with(changes: object): string {
    return JSON.stringify({ ...JSON.parse(this.#installed), ...changes });
  }

  #writeManifest(text: string): Promise<void> {
    return writeFile(join(this.#folder, MANIFEST_FILE), text);
  }
}

/** As the browser names an extension in manifests, and to the program that it starts. */
function originOf(extensionId: string): string {
  return `chrome-extension://${extensionId}/`;
}

/** Words of a process's file, or none when it has gone. */
async function words(id: string, file: 'cmdline' | 'environ'): Promise<string[]> {
  const text = await readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
  return text.split('\0');
}
