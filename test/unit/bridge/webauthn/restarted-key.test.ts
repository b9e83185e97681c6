import { expect, it } from 'vitest';
import type { HidLibrary } from '../../../../bridge/transport/hid/hid-library.ts';
import { HidTransport } from '../../../../bridge/transport/hid/hid-transport.ts';
import { Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { HidAuthenticator } from '../../../virtual/hid-device/hid-authenticator.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { FakeHid } from '../transport/hid/fake-hid.ts';

const PIN = '4711';
const CBOR = 0x90;
const CLIENT_PIN = 0x06;
/** The first member of the request's map after the protocol. */
const SUBCOMMAND_AT = 12;
const WITH_PIN: readonly (number | undefined)[] = [0x05, 0x09];

/** A USB key that loses its power for a moment as a PIN is on its way to it. */
function restarting(key: VirtualKey): HidLibrary {
  let isLeft = true;
  return {
    open: async (_path, { onReport }) => {
      let device = new HidAuthenticator(key, {}, onReport);
      return {
        write: async (report) => {
          const isPin = report[4] === CBOR && report[7] === CLIENT_PIN;
          if (isPin && WITH_PIN.includes(report[SUBCOMMAND_AT]) && isLeft) {
            isLeft = false;
            key.powerCycle();
            device = new HidAuthenticator(key, {}, onReport);
          }
          device.receive(report);
        },
        close: async () => {},
      };
    },
  };
}

it('takes a PIN once more that went to a key as it began anew, and counts it as none', async () => {
  const key = new VirtualKey({ pin: PIN });
  const system = new FakeHid();
  system.plug();
  const rig = new Rig(new HidTransport(restarting(key), system));
  await expect.poll(() => rig.keys.list.devices.length).toBe(1);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  await rig.create({ authenticatorSelection: { userVerification: 'required' } });
  expect(rig.person.pinRequests).toHaveLength(1);
  expect(key.pinTriesLeft).toBe(8);
});
