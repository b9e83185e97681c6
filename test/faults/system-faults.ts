import { join } from 'node:path';
import { readPolicy } from '../../bridge/host/policy.ts';
import type { Transport } from '../../bridge/transport/transport.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { ServiceState } from '../rig/staged-pcsc.ts';
import { PivCard } from '../virtual/piv-card/piv-card.ts';
import type { Fault } from './fault.ts';
import { MODEL, pullKeys, READER } from './healthy-machine.ts';
import { oneDevice } from './one-device.ts';

const POLICY_FILE = 'etc/wardkey/policy.json';
const CCID_CLASS = '0b';
const HID_CLASS = '03';

function policy(text: string, mode = 0o644): Fault['break'] {
  return (machine) => {
    machine.write(POLICY_FILE, text, mode);
    const path = join(machine.root, POLICY_FILE);
    machine.checkPolicy = () => void readPolicy({ kind: 'file', path }, process.getuid?.());
  };
}

function service(state: ServiceState, beside?: Fault['break']): Fault['break'] {
  return (machine, network) => {
    machine.pcsc.state = state;
    return beside?.(machine, network);
  };
}

const CARD = { part: 'PC/SC service', wanted: 'card' } as const;

/** On the computer itself. */
export const SYSTEM_FAULTS: readonly Fault[] = [
  {
    name: 'libusb is missing',
    part: 'USB library',
    wanted: 'key',
    cause: 'usb-library-missing',
    break: (machine) => {
      machine.loadKeyLibrary = () => {
        const facts = { library: 'libusb-1.0.so.0' };
        return Promise.reject(new WardkeyError('hid-library-missing', { facts }));
      };
    },
  },
  {
    name: 'loading the USB library never ends',
    part: 'USB library',
    wanted: 'key',
    cause: null,
    finds: 'unanswered-bridge',
    isSlow: true,
    break: (machine) => {
      machine.loadKeyLibrary = () => new Promise(() => {});
    },
  },
  {
    ...CARD,
    name: 'libpcsclite is missing',
    cause: 'card-library-missing',
    break: service('no-library'),
  },
  {
    ...CARD,
    name: 'pcscd is not installed',
    cause: 'card-service-absent',
    break: service('stopped', (machine) => machine.remove('usr/sbin/pcscd')),
  },
  { ...CARD, name: 'polkit refuses', cause: 'card-service-denied', break: service('denied') },
  { ...CARD, name: 'pcscd does not run', cause: 'card-service-stopped', break: service('stopped') },
  {
    ...CARD,
    name: 'pcscd hangs',
    cause: 'card-service-mute',
    isSlow: true,
    break: service('hung'),
  },
  {
    ...CARD,
    name: 'pcscd runs without its socket',
    cause: 'card-service-mute',
    break: service('stopped', (machine) => {
      machine.run(7, 'pcscd');
      machine.write('run/pcscd/pcscd.pid', '7\n');
    }),
  },
  {
    ...CARD,
    name: 'PC/SC fails with an error that says nothing',
    cause: null,
    finds: 'unanswered-system',
    break: service('failing'),
  },
  {
    name: 'polkit refuses a remote session',
    part: 'PC/SC service',
    wanted: 'card',
    cause: 'remote-session',
    break: service('denied', (machine) => {
      machine.write('proc/self/sessionid', '4');
      machine.write('run/systemd/sessions/4', 'ACTIVE=1\nREMOTE=1\nTYPE=tty\n');
    }),
  },
  {
    name: 'a reader on USB, and no driver for it',
    part: 'USB reader',
    wanted: 'card',
    cause: 'reader-driver-absent',
    break: (machine) => {
      machine.plugUsb({ name: 'CCID Reader', kind: CCID_CLASS });
      machine.remove('usr/lib/pcsc/drivers/ifd-ccid.bundle');
      machine.pcsc.showsReaders = false;
    },
  },
  {
    name: 'a reader on USB that pcscd does not show',
    part: 'USB reader',
    wanted: 'card',
    cause: 'reader-unseen',
    break: (machine) => {
      machine.plugUsb({ name: 'CCID Reader', kind: CCID_CLASS });
      machine.pcsc.showsReaders = false;
    },
  },
  {
    name: 'a key on USB that no driver has taken up',
    part: 'key',
    wanted: 'key',
    cause: 'key-without-driver',
    break: (machine) => {
      pullKeys(machine);
      machine.plugUsb({ name: 'YubiKey FIDO', kind: HID_CLASS });
    },
  },
  {
    name: 'a key whose node is shut, and no udev rule',
    part: 'key',
    wanted: 'key',
    cause: 'key-no-rule',
    break: (machine) => {
      pullKeys(machine);
      machine.plugShutKey('Shut Key', null);
    },
  },
  {
    name: 'a key whose node is for the person at the seat',
    part: 'key',
    wanted: 'key',
    cause: 'key-no-seat',
    break: (machine) => {
      pullKeys(machine);
      machine.plugShutKey('Shut Key', 'E:ID_SECURITY_TOKEN=1\nG:uaccess\n');
    },
  },
  {
    name: 'the same, from a remote session',
    part: 'key',
    wanted: 'key',
    cause: 'remote-session',
    break: (machine) => {
      pullKeys(machine);
      machine.plugShutKey('Shut Key', 'E:ID_SECURITY_TOKEN=1\nG:uaccess\n');
      machine.write('proc/self/sessionid', '4');
      machine.write('run/systemd/sessions/4', 'ACTIVE=1\nREMOTE=1\nTYPE=x11\n');
    },
  },
  {
    name: 'a key that another program has busy',
    part: 'key',
    wanted: 'key',
    cause: 'key-held',
    break: (machine) => {
      pullKeys(machine);
      const facts = { program: 'scdaemon' };
      machine.otherTransports.push(failingKey(new WardkeyError('device-busy', { facts })));
    },
  },
  {
    name: 'a key that the system keeps to itself',
    part: 'key',
    wanted: 'key',
    cause: 'key-closed',
    break: (machine) => {
      pullKeys(machine);
      machine.otherTransports.push(failingKey(new WardkeyError('device-restricted')));
    },
  },
  {
    name: 'a card that another program has for itself',
    part: 'card',
    wanted: 'card',
    cause: 'card-held',
    isSlow: true,
    break: (machine) => {
      machine.pcsc.readers.set(READER, { kind: 'card', card: new PivCard(), held: true });
      machine.run(40, 'scdaemon', '7f00-7f01 r-xp 0 fe:00 1 /usr/lib/libpcsclite.so.1.0.0\n');
    },
  },
];

/** In the rules for Wardkey itself: put right last. */
export const POLICY_FAULTS: readonly Fault[] = [
  {
    name: 'a policy that is no JSON',
    part: 'policy',
    wanted: 'key',
    cause: 'policy-wrong',
    break: policy('{'),
  },
  {
    name: 'a policy with a setting that nobody knows',
    part: 'policy',
    wanted: 'key',
    cause: 'policy-wrong',
    break: policy('{"nonsense": true}'),
  },
  {
    name: 'a policy that anybody may write',
    part: 'policy',
    wanted: 'key',
    cause: 'policy-distrusted',
    break: policy('{}', 0o666),
  },
];

/** A key on USB that cannot be opened. */
function failingKey(error: WardkeyError): Transport {
  const open = () => Promise.reject(error);
  return oneDevice({ id: 'failing:1', transport: 'usb', name: MODEL, open });
}
