// A bridge whose one device answers nothing, and whose transport never finishes stopping.
import { compose } from '../../../../bridge/compose.ts';
import { runHost } from '../../../../bridge/host/run-host.ts';
import type { Transport } from '../../../../bridge/transport/transport.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';
import { noMachine } from '../../../rig/no-machine.ts';
import { noWellKnown } from '../../../rig/no-well-known.ts';

const forever = (): Promise<never> => new Promise(() => {});

const mute: Transport = {
  name: 'mute',
  start: (observer) => {
    observer.onAdd({ id: 'mute', transport: 'nfc', name: 'Mute', open: forever });
  },
  stop: forever,
};

await runHost(
  {
    ...compose({ transports: [mute], settings: DEFAULT_SETTINGS, fetchWellKnown: noWellKnown }),
    machine: noMachine,
  },
  process.argv.slice(2),
);
