// The bridge as the browser starts it in tests and practice: the product's own parts, with the
// virtual key of another process as the one transport.
//   node test/kit/bridge-host.ts SOCKET [what the browser adds]
import { compose } from '../../bridge/compose.ts';
import { runHost } from '../../bridge/host/run-host.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';
import { RemoteTransport } from '../virtual/remote-transport.ts';

const [socketPath = '', ...args] = process.argv.slice(2);
const transports = [new RemoteTransport(socketPath)];
await runHost(compose({ transports, settings: DEFAULT_SETTINGS }), args);
