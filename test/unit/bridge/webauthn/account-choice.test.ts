import { expect, it } from 'vitest';
import { OddKeyTransport } from '../../../rig/odd-key.ts';
import { Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const GET_ASSERTION = 0x02;
const NEXT_ASSERTION = 0x08;
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

it.each([0x01, 0x2c, 0x2e, 0x30, 0x3e])(
  'the account that has come is good where the key says %i to the next',
  async (status) => {
    const key = new VirtualKey();
    const transport = new OddKeyTransport(key);
    const rig = new Rig(transport);
    await warm(rig.keys);
    for (const name of ['ann', 'bea']) {
      const user = { id: Buffer.from(name).toString('base64url'), name, displayName: name };
      await rig.create({ authenticatorSelection: RESIDENT, user });
    }
    transport.meddle = async (message, ask) =>
      message[0] === NEXT_ASSERTION ? Uint8Array.of(status) : ask();
    const before = key.commandLog.length;
    expect((await rig.get()).response.userHandle).toEqual(expect.any(String));
    expect(key.commandLog.slice(before).map(({ command }) => command)).toEqual([GET_ASSERTION]);
  },
);
