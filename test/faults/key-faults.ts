import { ClientPin } from '../../bridge/ctap/client-pin.ts';
import { getInfo } from '../../bridge/ctap/get-info.ts';
import type { CtapDevice, Transport } from '../../bridge/transport/transport.ts';
import type { SickMachine } from '../rig/sick-machine.ts';
import type { VirtualCard } from '../virtual/card.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import type { Fault } from './fault.ts';
import { MODEL, plugKey, pullKeys, READER } from './healthy-machine.ts';
import { oneDevice } from './one-device.ts';

const KEY = { part: 'key', wanted: 'key' } as const;
const ON_READER = { part: 'reader', wanted: 'key' } as const;
const GET_INFO = 0x04;
const WRONG_PINS_IN_A_ROW = 3;

function key(options: VirtualKeyOptions): Fault['break'] {
  return (machine) => void plugKey(machine, options);
}

/** In the security key. */
export const KEY_FAULTS: readonly Fault[] = [
  { ...KEY, name: 'no key', cause: 'key-none', break: pullKeys },
  {
    ...KEY,
    name: 'a key that says nothing',
    cause: 'key-mute',
    isSlow: true,
    break: (machine) => machine.usb.onExchange(() => new Promise(() => {})),
  },
  {
    ...KEY,
    name: 'the list of keys never comes from the system',
    cause: null,
    finds: 'unanswered-key',
    isSlow: true,
    break: (machine) => {
      machine.listsKeys = false;
    },
  },
  {
    ...ON_READER,
    name: 'a key on a reader, whose answers are cut short',
    cause: 'key-garbled',
    break: keyOnReader(async (answer) => {
      const whole = await answer();
      return whole.length > LONG ? Buffer.concat([whole.subarray(0, LONG), SUCCESS]) : whole;
    }),
  },
  {
    ...ON_READER,
    name: 'a key on a reader that says nothing',
    cause: null,
    finds: 'unanswered-key',
    isSlow: true,
    break: keyOnReader(() => new Promise(() => {})),
  },
  {
    ...KEY,
    name: 'a key whose getInfo makes no sense',
    cause: 'key-garbled',
    break: key({ pin: '4321', infoOverrides: new Map([[0x01, undefined]]) }),
  },
  {
    ...KEY,
    name: 'a key that answers getInfo with an error',
    cause: 'key-failing',
    break: (machine) => {
      pullKeys(machine);
      machine.otherTransports.push(refusingKey());
    },
  },
  {
    ...KEY,
    name: 'a key that goes away as soon as it is asked',
    cause: 'key-none',
    break: (machine) =>
      machine.usb.onExchange(({ message, key: plugged }) => {
        if (message[0] === GET_INFO) machine.usb.remove(plugged);
      }),
  },
  {
    ...KEY,
    name: 'a key of U2F alone',
    cause: 'key-u2f-only',
    break: key({ versions: ['U2F_V2'] }),
  },
  {
    ...KEY,
    name: 'a PIN that is locked for good',
    cause: 'pin-blocked',
    break: key({ pin: '4321', pinTriesLeft: 0 }),
  },
  {
    ...KEY,
    name: 'three wrong PINs since it was plugged in',
    cause: 'pin-replug',
    break: async (machine) => {
      plugKey(machine, { pin: '4321' });
      await typeWrongPins(machine);
    },
  },
  {
    ...KEY,
    name: 'a PIN that must be changed first',
    cause: 'pin-change-needed',
    break: key({ pin: '4321', forcePinChange: true }),
  },
  {
    ...KEY,
    name: 'a fingerprint reader that takes no finger any more',
    cause: 'fingerprint-blocked',
    break: (machine) => {
      const plugged = plugKey(machine, { pin: '4321', builtInVerification: { enrolled: true } });
      const { verification } = plugged;
      if (verification === undefined) throw new TypeError('The key has no fingerprint reader');
      verification.finger = 'unknown';
      while (verification.triesLeft > 0) spendFinger(verification);
    },
  },
  {
    ...KEY,
    name: 'one PIN try left',
    cause: 'pin-last-try',
    break: key({ pin: '4321', pinTriesLeft: 1 }),
  },
  { ...KEY, name: 'no PIN set', cause: 'pin-not-set', break: key({}) },
  {
    ...KEY,
    name: 'a key that knows no PIN at all',
    cause: 'key-lacks-pin',
    break: key({ pinProtocols: [], optionOverrides: { clientPin: undefined } }),
  },
  {
    ...KEY,
    name: 'a key on USB whose part for signing in is off',
    cause: 'key-not-fido',
    break: (machine) => {
      pullKeys(machine);
      machine.plugUsb({ name: 'YubiKey OTP+CCID', kind: '03', driver: 'usbhid' });
    },
  },
  {
    ...KEY,
    name: 'a key of a model that the organisation has not approved',
    cause: 'model-not-allowed',
    break: (machine) => {
      machine.keyModels = [{ aaguid: OTHER_MODEL, name: 'Key 5' }];
    },
  },
  {
    ...KEY,
    name: 'a key without room for passkeys',
    cause: 'key-lacks-passkeys',
    break: key({ pin: '4321', residentKeySlots: 0 }),
  },
  {
    part: 'key',
    wanted: 'either',
    name: 'no key and no reader, and either would do',
    cause: 'nothing-attached',
    break: (machine) => {
      pullKeys(machine);
      machine.pcsc.readers.clear();
    },
  },
];

const OTHER_MODEL = 'EE882879-721c-4913-9775-3dfcce97072a';

/** Bytes of an answer that is more than a status. */
const LONG = 30;
/** ISO 7816-4 §5.6: no more is to come. */
const SUCCESS = Uint8Array.of(0x90, 0x00);

/** The key is a card, and something stands between it and its reader. */
function keyOnReader(
  meddle: (answer: () => Promise<Uint8Array>) => Promise<Uint8Array>,
): Fault['break'] {
  return (machine) => {
    pullKeys(machine);
    const applet = new FidoApplet(new VirtualKey({ pin: '4321' }));
    const card: VirtualCard = {
      atr: applet.atr,
      reset: () => applet.reset(),
      transmit: (command, signal) => meddle(() => applet.transmit(command, signal)),
    };
    machine.pcsc.readers.set(READER, { kind: 'card', card });
  };
}

/** A key that says CTAP1_ERR_OTHER to everything. */
function refusingKey(): Transport {
  return oneDevice({
    id: 'refusing:1',
    transport: 'usb',
    name: MODEL,
    open: async () => ({
      exchange: async () => Uint8Array.of(0x7f),
      close: async () => {},
    }),
  });
}

function spendFinger(verification: { verify(): void }): void {
  try {
    verification.verify();
  } catch {
    // That is what it is for.
  }
}

/** As a person does who has forgotten the PIN: until the key wants to be plugged in again. */
async function typeWrongPins(machine: SickMachine): Promise<void> {
  const { signal } = new AbortController();
  const channel = await attachedKey(machine).open(signal);
  const client = new ClientPin(channel, await getInfo(channel, { signal }));
  for (let typed = 0; typed < WRONG_PINS_IN_A_ROW; typed += 1) {
    await client.getTokenUsingPin('9999', { permissions: 0x04 }, { signal }).catch(() => {});
  }
  await channel.close();
}

function attachedKey(machine: SickMachine): CtapDevice {
  const found: CtapDevice[] = [];
  machine.usb.watch({
    onAdd: (device) => found.push(device),
    onRemove: () => {},
    onProblem: () => {},
  })();
  const [first] = found;
  if (first === undefined) throw new TypeError('No key is plugged in');
  return first;
}
