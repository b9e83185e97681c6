import { describe, expect, it } from 'vitest';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { changing, OddKeyTransport } from '../../../rig/odd-key.ts';
import { Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const GET_ASSERTION = 0x02;
const NEXT_ASSERTION = 0x08;
const USER = 4;
const PIN = '271828';
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

/** A key with an account for each name. */
async function withAccounts(...names: readonly string[]) {
  return accountsOn(new VirtualKey(), ...names);
}

async function accountsOn(key: VirtualKey, ...names: readonly string[]) {
  const transport = new OddKeyTransport(key);
  const rig = new Rig(transport);
  rig.person.answerPin = () => PIN;
  await warm(rig.keys);
  for (const name of names) {
    const user = { id: Buffer.from(name).toString('base64url'), name, displayName: name };
    await rig.create({ authenticatorSelection: RESIDENT, user });
  }
  return { key, transport, rig };
}

it.each([0x01, 0x11, 0x12, 0x2c, 0x2e, 0x3e, 0x7f])(
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

describe('another program that comes between two accounts', () => {
  const GET_INFO = 0x04;

  it.each([
    { options: {}, userVerification: 'discouraged', asked: [] },
    {
      options: { pin: PIN },
      userVerification: 'required',
      asked: [undefined, 'verification-expired'],
    },
  ])(
    'has the key asked anew, which wants a touch of its own: $options',
    async ({ options, userVerification, asked }) => {
      const { key, transport, rig } = await accountsOn(
        new VirtualKey(options),
        'ann',
        'bea',
        'cat',
      );
      const before = rig.person.pinRequests.length;
      let touches = 0;
      key.presence.mode = 'wait';
      key.presence.onAwaited(() => {
        touches += 1;
        key.presence.touch();
      });
      let nexts = 0;
      transport.meddle = async (message, ask) => {
        if (message[0] === NEXT_ASSERTION) nexts += 1;
        if (message[0] === NEXT_ASSERTION && nexts === 2) await ask(Uint8Array.of(GET_INFO));
        return ask();
      };
      const offered: number[] = [];
      rig.person.answerAccount = (accounts) => {
        offered.push(accounts.length);
        return 2;
      };
      expect((await rig.get({ userVerification })).response.userHandle).toEqual(expect.any(String));
      expect(offered).toEqual([3]);
      expect(touches).toBe(2);
      expect(rig.person.pinRequests.slice(before).map(({ problem }) => problem)).toEqual(asked);
    },
  );

  it.each([
    { versions: ['FIDO_2_0'], pinUvAuthToken: false },
    { optionOverrides: { pinUvAuthToken: undefined } },
  ])(
    'has the key asked anew also where the PIN came for a finger that was not known: %o',
    async (model) => {
      const { key, transport, rig } = await accountsOn(
        new VirtualKey({ ...model, pin: PIN, builtInVerification: { enrolled: true } }),
        'ann',
        'bea',
        'cat',
      );
      if (key.verification !== undefined) key.verification.finger = 'unknown';
      let nexts = 0;
      transport.meddle = async (message, ask) => {
        if (message[0] === NEXT_ASSERTION) nexts += 1;
        if (message[0] === NEXT_ASSERTION && nexts === 2) await ask(Uint8Array.of(GET_INFO));
        return ask();
      };
      const before = rig.person.pinRequests.length;
      const offered: number[] = [];
      rig.person.answerAccount = (accounts) => {
        offered.push(accounts.length);
        return 2;
      };
      const found = await rig.get({ userVerification: 'required' });
      expect(found.response.userHandle).toEqual(expect.any(String));
      expect(offered).toEqual([3]);
      expect(rig.person.pinRequests.slice(before).map(({ problem }) => problem)).toEqual([
        'fingerprint-wrong',
        'verification-expired',
      ]);
    },
  );

  it('each time has what came offered at the second: the key’s count may be wrong', async () => {
    const { key, transport, rig } = await withAccounts('ann', 'bea', 'cat');
    let nexts = 0;
    transport.meddle = async (message, ask) => {
      if (message[0] === GET_ASSERTION) nexts = 0;
      if (message[0] === NEXT_ASSERTION) nexts += 1;
      return nexts === 2 ? Uint8Array.of(0x30) : ask();
    };
    const offered: number[] = [];
    rig.person.answerAccount = (accounts) => {
      offered.push(accounts.length);
      return 0;
    };
    const before = key.commandLog.length;
    await rig.get();
    expect(offered).toEqual([2]);
    const commands = key.commandLog.slice(before).map(({ command }) => command);
    expect(commands.filter((command) => command === GET_ASSERTION)).toHaveLength(2);
  });
});

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
