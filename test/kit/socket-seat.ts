import { fileURLToPath } from 'node:url';
import { KeyHub } from '../virtual/key-hub.ts';
import { RemoteKeyServer } from '../virtual/remote/remote-key-server.ts';
import { userDataFolder } from './chromium.ts';
import type { KeySeat } from './key-seat.ts';
import { writeFirefoxNativeHost, writeNativeHost } from './native-host.ts';
import type { Undo } from './undo.ts';
import { type RelatedOrigins, WellKnownTable } from './well-known-table.ts';

const BRIDGE_HOST = fileURLToPath(new URL('./bridge-host.ts', import.meta.url));

/**
 * Keys in this process, with a socket for the bridge that a Chromium or a Firefox starts from the
 * sources.
 * @param home the browser's HOME
 * @param related what the bridge finds where it asks for related origins
 */
export async function socketSeat(
  home: string,
  undo: Undo,
  related: RelatedOrigins = {},
): Promise<KeySeat> {
  const hub = new KeyHub();
  const server = await RemoteKeyServer.start(hub);
  undo.later(() => server.close());
  const wellKnown = new WellKnownTable(home);
  await wellKnown.write(related);
  const command = [process.execPath, BRIDGE_HOST, server.path, home];
  await writeNativeHost({ userData: userDataFolder(home), command });
  await writeFirefoxNativeHost(home, command);
  return {
    reader: null,
    pcscd: null,
    env: {},
    wellKnownAsked: () => wellKnown.asked(),
    plug: async (key) => hub.insert(key),
    unplug: async (key) => hub.remove(key),
  };
}
