// A bridge whose one transport writes to stdout in every usual way, again and again, as a careless library might.
import { compose } from '../../../../bridge/compose.ts';
import { runHost } from '../../../../bridge/host/run-host.ts';
import type { Transport } from '../../../../bridge/transport/transport.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';
import { noMachine } from '../../../rig/no-machine.ts';
import { noWellKnown } from '../../../rig/no-well-known.ts';

const noise: Transport = {
  name: 'noise',
  start: () => {
    console.log('noise one');
    console.table([['noise two']]);
    process.stdout.write('noise three');
    console.error('noise four');
    setInterval(() => console.log('more noise'), 20);
  },
  stop: async () => {},
};

await runHost(
  {
    ...compose({ transports: [noise], settings: DEFAULT_SETTINGS, fetchWellKnown: noWellKnown }),
    machine: noMachine,
  },
  process.argv.slice(2),
);
