import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildTargets, TARGETS } from '../run/build.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import type { KeySeat } from './key-seat.ts';
import { toolsFolder } from './tools-folder.ts';
import type { Undo } from './undo.ts';
import type { RelatedOrigins } from './well-known-table.ts';

const BRIDGE = fileURLToPath(new URL(`../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));

/**
 * A key as a card in a reader of a pcscd of its own. The browser starts the built bridge, as
 * `wardkey install` put it into the browser's HOME, with no Node in the PATH.
 * @param home the browser's HOME
 * @throws Error for related origins: that bridge would look for them in the real network
 */
export async function readerSeat(
  home: string,
  undo: Undo,
  related?: RelatedOrigins,
): Promise<KeySeat> {
  if (related) throw new Error('related origins need the bridge in-process');
  const pcscd = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
  undo.later(() => pcscd.stop());
  const reader = pcscd.readers[0];
  if (!reader) throw new Error('the private pcscd has no reader');
  await buildTargets(['bridge']);
  const path = await toolsFolder(home);
  await promisify(execFile)(process.execPath, [BRIDGE, 'install', '--all'], {
    cwd: home,
    env: { HOME: home, PATH: path },
  });
  return {
    reader,
    pcscd,
    env: { PATH: path, ...pcscd.env },
    wellKnownAsked: () => Promise.reject(new Error('the installed bridge keeps no record')),
    plug: async (key) => reader.insert(new FidoApplet(key)),
    unplug: async () => reader.remove(),
  };
}
