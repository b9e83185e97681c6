// A bridge whose one transport says in the log when it has been let go.
import { compose } from '../../../../bridge/compose.ts';
import { runHost } from '../../../../bridge/host/run-host.ts';
import type { Transport } from '../../../../bridge/transport/transport.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';
import { noMachine } from '../../../rig/no-machine.ts';
import { noWellKnown } from '../../../rig/no-well-known.ts';

const orderly: Transport = {
  name: 'orderly',
  start: () => {},
  stop: async () => console.error('let go'),
};

await runHost(
  {
    ...compose({ transports: [orderly], settings: DEFAULT_SETTINGS, fetchWellKnown: noWellKnown }),
    machine: noMachine,
  },
  process.argv.slice(2),
);
