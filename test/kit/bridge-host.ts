// The bridge as the browser starts it in tests and practice: the product's own parts, with the
// virtual key of another process as the one transport, and a table in the network's place.
//   node test/kit/bridge-host.ts SOCKET FOLDER [what the browser adds]
import { compose } from '../../bridge/compose.ts';
import { runHost } from '../../bridge/host/run-host.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';
import { RemoteTransport } from '../virtual/remote-transport.ts';
import { WellKnownTable } from './well-known-table.ts';

const [socketPath = '', folder = '', ...args] = process.argv.slice(2);
const bridge = compose({
  transports: [new RemoteTransport(socketPath)],
  settings: DEFAULT_SETTINGS,
  fetchWellKnown: new WellKnownTable(folder).fetch,
});
await runHost(bridge, args);
