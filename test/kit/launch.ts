import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PracticePortal } from '../portal/server.ts';
import { buildTargets, TARGETS } from '../run/build.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { BridgeProgram } from './bridge-program.ts';
import { closeChromium, launchChromium, MACHINES_OWN } from './chromium.ts';
import { Extension } from './extension.ts';
import { hiddenDisplay } from './hidden-display.ts';
import { managedChromium } from './managed-chromium.ts';
import { readerSeat } from './reader-seat.ts';
import { socketSeat } from './socket-seat.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { Undo } from './undo.ts';
import { Wardkey } from './wardkey.ts';
import type { RelatedOrigins } from './well-known-table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How to launch; what is left out is what most tests want. */
export interface LaunchOptions {
  /** The security key, or what it is like. Without it: a CTAP 2.1 key with the PIN 1234. */
  readonly key?: VirtualKey | VirtualKeyOptions;
  /**
   * `in-process` (the default): the bridge's sources, with the key behind a socket; quick.
   * `pcsc`: the built and installed bridge, and the key as a card in a real pcscd's reader.
   */
  readonly via?: 'in-process' | 'pcsc';
  /** Whether the key is plugged in from the start. Default true. */
  readonly plugged?: boolean;
  /** Default true. */
  readonly headless?: boolean;
  /**
   * Whether to show real windows on a display that nobody sees, instead of none: a headless
   * browser is quicker, but gives the focus to all of its windows at once. Needs Xvfb.
   */
  readonly hiddenDisplay?: boolean;
  /** Whether {@link Wardkey.answerPrompt} is wanted. Default false. */
  readonly prompts?: boolean;
  /** Path of the Chromium to start. Default: the machine's own, `/usr/bin/chromium`. */
  readonly executable?: string;
  /** Policies of an administrator, by their names in Chromium's policy list. Default: none. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** The administrator's policy for the bridge; heeded by the installed one (`pcsc`). Default: none. */
  readonly bridgePolicy?: Readonly<Record<string, unknown>>;
  /**
   * What relying parties name in their `/.well-known/webauthn`, by RP ID, to an `in-process` bridge:
   * it asks nobody else. Default: none has one.
   */
  readonly relatedOrigins?: RelatedOrigins;
  /** Which build of the extension. Default `full`. */
  readonly edition?: 'full' | 'guide';
  /** Whether to serve the practice portal; without it the browser reaches the real network. */
  readonly portal?: boolean;
}

/**
 * Starts Chromium with Wardkey, a virtual security key and a practice portal, all of them its own:
 * nothing of the machine's browsers, bridges and readers is touched. See `example.test.ts`.
 *
 * @throws Error when the machine lacks a part (Chromium; for `pcsc` also pcscd and gcc); what was
 *   started by then is ended
 */
export async function launch(options: LaunchOptions = {}): Promise<Wardkey> {
  const undo = new Undo();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function start(options: LaunchOptions, undo: Undo): Promise<Wardkey> {
  const key =
    options.key instanceof VirtualKey
      ? options.key
      : new VirtualKey(options.key ?? { pin: '1234' });
  const folder = await temporaryFolder();
  undo.later(folder.remove);
  const portal = options.portal === false ? null : await PracticePortal.start();
  undo.later(() => portal?.close());

  const makeSeat = options.via === 'pcsc' ? readerSeat : socketSeat;
  const seat = await makeSeat(folder.path, undo, options.relatedOrigins);
  if (options.plugged !== false) await seat.plug(key);

  const display = options.hiddenDisplay ? await hiddenDisplay(undo) : {};
  const browser = await launchChromium({
    home: folder.path,
    extension: await extensionFolder(options.edition ?? 'full', folder.path),
    headless: options.headless ?? !options.hiddenDisplay,
    prompts: options.prompts === true,
    executable: await executableOf(options, folder.path),
    ...(portal && { portal }),
    env: { ...seat.env, ...display },
  });
  undo.later(() => closeChromium(browser));
  const extension = new Extension(browser);
  await extension.worker();
  const bridge = await BridgeProgram.of(folder.path);
  const home = folder.path;
  return new Wardkey({ home, browser, extension, portal, key, seat, bridge, undo });
}

/** The Chromium to start. */
async function executableOf(
  { executable = MACHINES_OWN, policies, bridgePolicy }: LaunchOptions,
  folder: string,
): Promise<string> {
  if (!policies && !bridgePolicy) return executable;
  return managedChromium(executable, folder, {
    ...(policies && { policies }),
    ...(bridgePolicy && { bridgePolicy }),
  });
}

/** A copy of the built extension, so that a later build does not change what a browser runs. */
async function extensionFolder(edition: 'full' | 'guide', home: string): Promise<string> {
  await buildTargets([edition]);
  const folder = join(home, 'extension');
  await cp(join(ROOT, TARGETS[edition]), folder, { recursive: true });
  return folder;
}
