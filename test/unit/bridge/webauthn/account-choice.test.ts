import { expect, it } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { changing, OddKeyTransport } from '../../../rig/odd-key.ts';
import { Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const GET_ASSERTION = 0x02;
const NEXT_ASSERTION = 0x08;
const USER = 4;
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

/** A key with an account for each name. */
async function withAccounts(...names: readonly string[]) {
  const key = new VirtualKey();
  const transport = new OddKeyTransport(key);
  const rig = new Rig(transport);
  await warm(rig.keys);
  for (const name of names) {
    const user = { id: Buffer.from(name).toString('base64url'), name, displayName: name };
    await rig.create({ authenticatorSelection: RESIDENT, user });
  }
  return { key, transport, rig };
}

it.each([0x01, 0x11, 0x12, 0x2c, 0x2e, 0x30, 0x3e, 0x7f])(
  'the account that has come is good where the key says %i to the next',
  async (status) => {
    const { key, transport, rig } = await withAccounts('ann', 'bea');
    transport.meddle = async (message, ask) =>
      message[0] === NEXT_ASSERTION ? Uint8Array.of(status) : ask();
    const before = key.commandLog.length;
    expect((await rig.get()).response.userHandle).toEqual(expect.any(String));
    expect(key.commandLog.slice(before).map(({ command }) => command)).toEqual([GET_ASSERTION]);
  },
);

it('the account that has come is good where the next is cut off', async () => {
  const { transport, rig } = await withAccounts('ann', 'bea');
  transport.meddle = async (message, ask) => {
    const answer = await ask();
    return message[0] === NEXT_ASSERTION ? answer.subarray(0, answer.length - 5) : answer;
  };
  expect((await rig.get()).response.userHandle).toEqual(expect.any(String));
});

it('an account that is told badly is left out, and the person chooses among the others', async () => {
  const { transport, rig } = await withAccounts('ann', 'bea', 'cat');
  let isFirst = true;
  transport.meddle = changing(NEXT_ASSERTION, (members) => {
    if (isFirst) members.delete(USER);
    isFirst = false;
  });
  const offered: number[] = [];
  rig.person.answerAccount = (accounts) => {
    offered.push(accounts.length);
    return 1;
  };
  expect((await rig.get()).response.userHandle).toEqual(expect.any(String));
  expect(offered).toEqual([2]);
});

it('accounts that are all told badly are none', async () => {
  const { transport, rig } = await withAccounts('ann', 'bea');
  transport.meddle = async (message, ask) => {
    const next = changing(NEXT_ASSERTION, (members) => members.delete(USER));
    const first = changing(GET_ASSERTION, (members) => members.delete(USER));
    return message[0] === NEXT_ASSERTION ? next(message, ask) : first(message, ask);
  };
  expect(await rejectionCode(rig.get())).toBe('device-garbled');
});

it('a key that goes between two accounts ends the sign-in', async () => {
  const { transport, rig } = await withAccounts('ann', 'bea');
  transport.meddle = async (message, ask) => {
    if (message[0] === NEXT_ASSERTION) throw new WardkeyError('device-removed');
    return ask();
  };
  expect(await rejectionCode(rig.get())).toBe('device-removed');
});
