// The bridge as the browser starts it in tests and practice: the product's own parts, with the
// virtual key of another process as the one transport, and a table in the network's place.
//   node test/kit/bridge-host.ts SOCKET FOLDER [what the browser adds]
import { compose } from '../../bridge/compose.ts';
import { composeMachine } from '../../bridge/compose-machine.ts';
import { runHost } from '../../bridge/host/run-host.ts';
import { CardWatch } from '../../bridge/smartcard/card-watch.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';
import { StagedPcsc } from '../rig/staged-pcsc.ts';
import { UNUSED_NETWORK } from '../rig/unused-network.ts';
import { RemoteTransport } from '../virtual/remote-transport.ts';
import { WellKnownTable } from './well-known-table.ts';

const [socketPath = '', folder = '', ...args] = process.argv.slice(2);
const bridge = compose({
  transports: [new RemoteTransport(socketPath)],
  settings: DEFAULT_SETTINGS,
  fetchWellKnown: new WellKnownTable(folder).fetch,
});
const machine = async () =>
  composeMachine({
    platform: 'linux',
    root: folder,
    places: { home: folder, config: folder, wardkey: folder },
    // The hosts of the practice are known to the browser alone.
    network: UNUSED_NETWORK,
    hid: { list: async () => [], watch: () => () => {}, whyDenied, usersOf: async () => [] },
    pcsc: new StagedPcsc(),
    keys: bridge.keys,
    cards: () => new CardWatch([]),
    nhsPorts: [],
    runTool: async () => '',
    loadKeyLibrary: async () => {},
    checkPolicy: () => {},
    now: () => new Date(),
    // Two browsers may be at work beside it; what the extension waits for is longer still.
    patience: 6,
  });
await runHost({ ...bridge, machine }, args);

async function whyDenied(): Promise<'hid-no-rule'> {
  return 'hid-no-rule';
}
