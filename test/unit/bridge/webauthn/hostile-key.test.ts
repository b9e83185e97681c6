import { describe, expect, it } from 'vitest';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { changing, type Members, OddKeyTransport } from '../../../rig/odd-key.ts';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const MAKE_CREDENTIAL = 0x01;
const GET_ASSERTION = 0x02;
const GET_NEXT_ASSERTION = 0x08;
const OTHER = 0x7f;
const FLAGS = 32;

const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };
const REQUIRED = { userVerification: 'required' };

async function oddRig(options: VirtualKeyOptions = {}) {
  const transport = new OddKeyTransport(new VirtualKey(options));
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => '4711';
  return { rig, transport };
}

/** Changes bytes of the authenticator data. */
const authData =
  (change: (bytes: Uint8Array) => void) =>
  (members: Members): void => {
    const bytes = Uint8Array.from(asBytes(members.get(0x02)));
    change(bytes);
    members.set(0x02, bytes);
  };

function asBytes(value: CborValue): Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }
  throw new Error('not a byte string');
}

const flag = (bit: number) =>
  authData((bytes) => {
    bytes[FLAGS] = (bytes[FLAGS] ?? 0) & ~bit;
  });

describe('a new credential is refused', () => {
  it.each([
    ['for another RP', authData((bytes) => bytes.fill(7, 0, 32))],
    ['without a touch', flag(0x01)],
    ['without attested credential data', authDataOnly()],
    ['with authenticator data cut short', (members: Members) => cut(members, 0x02)],
    ['with bytes behind the authenticator data', (members: Members) => lengthen(members)],
    ['without a format', (members: Members) => void members.delete(0x01)],
    ['without authenticator data', (members: Members) => void members.delete(0x02)],
    ['with a statement that is no map', (members: Members) => void members.set(0x03, 'x')],
  ])('%s', async (_, change) => {
    const { rig, transport } = await oddRig();
    transport.meddle = changing(MAKE_CREDENTIAL, change);
    expect(await rejectionCode(rig.create())).toBe('device-garbled');
  });

  it('without the verification that was required', async () => {
    const { rig, transport } = await oddRig({ pin: '4711' });
    transport.meddle = changing(MAKE_CREDENTIAL, flag(0x04));
    const creating = rig.create({ authenticatorSelection: REQUIRED });
    expect(await rejectionCode(creating)).toBe('device-garbled');
  });

  it('of an algorithm that nobody asked for', async () => {
    const { rig, transport } = await oddRig();
    // Asked for ES384, the key gets to see ES256.
    transport.meddle = async (message, ask) => {
      const at = Buffer.from(message).indexOf(Buffer.from('3822', 'hex'));
      return message[0] === MAKE_CREDENTIAL
        ? ask(Buffer.concat([message.subarray(0, at), Buffer.of(0x26), message.subarray(at + 2)]))
        : ask();
    };
    const pubKeyCredParams = [{ type: 'public-key', alg: -35 }];
    expect(await rejectionCode(rig.create({ pubKeyCredParams }))).toBe('device-garbled');
  });
});

it('a statement that is missing is none, where none was asked for', async () => {
  const { rig, transport } = await oddRig();
  transport.meddle = changing(MAKE_CREDENTIAL, (members) => members.delete(0x03));
  expect(await verifyRegistration(await rig.create())).toMatchObject({ verified: true });
});

describe('an assertion is refused', () => {
  const other = new Map<string, CborValue>([
    ['id', new Uint8Array(48)],
    ['type', 'public-key'],
  ]);

  it.each([
    ['for another RP', authData((bytes) => bytes.fill(7, 0, 32))],
    ['without a touch', flag(0x01)],
    ['of a credential that is not listed', (members: Members) => void members.set(0x01, other)],
    ['of no credential, where two are listed', (members: Members) => void members.delete(0x01)],
    ['without authenticator data', (members: Members) => void members.delete(0x02)],
    ['without a signature', (members: Members) => void members.delete(0x03)],
    ['with an empty signature', (members: Members) => void members.set(0x03, new Uint8Array())],
    ['with a signature that is text', (members: Members) => void members.set(0x03, 'signed')],
  ])('%s', async (_, change) => {
    const { rig, transport } = await oddRig();
    const { id } = await rig.create();
    transport.meddle = changing(GET_ASSERTION, change);
    const getting = rig.get({ allowCredentials: listOf(id, 'c3RyYW5nZXI') });
    expect(await rejectionCode(getting)).toBe('device-garbled');
  });

  it('without the verification that was required', async () => {
    const { rig, transport } = await oddRig({ pin: '4711' });
    const { id } = await rig.create();
    transport.meddle = changing(GET_ASSERTION, flag(0x04));
    const getting = rig.get({ ...REQUIRED, allowCredentials: listOf(id) });
    expect(await rejectionCode(getting)).toBe('device-garbled');
  });

  it.each([
    ['credential', 0x01],
    ['user', 0x04],
  ])('that names no %s, where none was listed', async (_, member) => {
    const { rig, transport } = await oddRig();
    await rig.create({ authenticatorSelection: RESIDENT });
    transport.meddle = changing(GET_ASSERTION, (members) => members.delete(member));
    expect(await rejectionCode(rig.get())).toBe('device-garbled');
  });

  it('when the search named a credential that nobody listed', async () => {
    const { rig, transport } = await oddRig();
    const { id } = await rig.create();
    transport.meddle = changing(GET_ASSERTION, (members) => members.set(0x01, other));
    const strangers = Array.from({ length: 12 }, (_, index) => Buffer.alloc(48, index + 1));
    const allowCredentials = listOf(...strangers, id);
    expect(await rejectionCode(rig.get({ allowCredentials }))).toBe('device-garbled');
  });
});

describe('a count of accounts that lies', () => {
  const userOf = (name: string) => ({
    id: Buffer.from(name).toString('base64url'),
    name,
    displayName: name,
  });

  async function twoAccounts() {
    const { rig, transport } = await oddRig();
    for (const name of ['ann', 'bea']) {
      await rig.create({ authenticatorSelection: RESIDENT, user: userOf(name) });
    }
    rig.person.answerAccount = () => 0;
    return { rig, transport };
  }

  it('too high: what is there is offered', async () => {
    const { rig, transport } = await twoAccounts();
    transport.meddle = changing(GET_ASSERTION, (members) => members.set(0x05, 7));
    await rig.get();
    expect(rig.person.accountRequests.map(({ length }) => length)).toEqual([2]);
  });

  it('endless: a bounded number is fetched', async () => {
    const { rig, transport } = await twoAccounts();
    let first = new Uint8Array();
    let asked = 0;
    transport.meddle = async (message, ask) => {
      if (message[0] === GET_NEXT_ASSERTION) {
        asked += 1;
        return first;
      }
      const change = changing(GET_ASSERTION, (members) => members.set(0x05, 2 ** 31));
      const answer = await change(message, ask);
      if (message[0] === GET_ASSERTION) {
        first = new Uint8Array(answer);
      }
      return answer;
    };
    await rig.get();
    expect(asked).toBe(63);
    expect(rig.person.accountRequests[0]).toHaveLength(64);
  });

  it('every one of them is checked, and a wrong one not offered', async () => {
    const { rig, transport } = await twoAccounts();
    transport.meddle = changing(
      GET_NEXT_ASSERTION,
      authData((bytes) => bytes.fill(7, 0, 32)),
    );
    await rig.get();
    expect(rig.person.accountRequests).toEqual([]);
  });

  it('shows no more of a name than a person reads', async () => {
    const { rig, transport } = await twoAccounts();
    const user = new Map<string, CborValue>([
      ['id', Uint8Array.of(1)],
      ['name', 'x'.repeat(500)],
      ['displayName', 'y'.repeat(500)],
    ]);
    transport.meddle = changing(GET_ASSERTION, (members) => members.set(0x04, user));
    await rig.get();
    expect(rig.person.accountRequests[0]?.[0]).toEqual({
      index: 0,
      name: 'x'.repeat(128),
      displayName: 'y'.repeat(128),
    });
  });

  it('is not asked about where the key’s own display was', async () => {
    const { rig, transport } = await twoAccounts();
    transport.meddle = changing(GET_ASSERTION, (members) => members.set(0x06, true));
    await rig.get();
    expect(rig.person.accountRequests).toEqual([]);
  });
});

describe('a key that refuses in odd ways', () => {
  it('with an unknown status', async () => {
    const { rig, transport } = await oddRig();
    transport.meddle = async () => Uint8Array.of(0xf1);
    expect(await rejectionCode(rig.create())).toBe('key-refused');
  });

  it('with nothing at all', async () => {
    const { rig, transport } = await oddRig();
    transport.meddle = async () => new Uint8Array();
    expect(await rejectionCode(rig.create())).toBe('device-garbled');
  });

  it.each([0x2b, 0x2c, 0x3b])(
    'probes with status %d: each list is tried with a touch',
    async (status) => {
      const { rig, transport } = await oddRig({ maxCredentialCountInList: 2 });
      const { id } = await rig.create();
      transport.meddle = async (message, ask) =>
        message[0] === GET_ASSERTION &&
        Buffer.from(message).includes(Buffer.from('627570f4', 'hex'))
          ? Uint8Array.of(status)
          : ask();
      const strangers = Array.from({ length: 3 }, (_, index) => Buffer.alloc(48, index + 1));
      const allowCredentials = listOf(...strangers, id);
      expect((await rig.get({ allowCredentials })).id).toBe(id);
      expect(await rejectionCode(rig.get({ allowCredentials: listOf(...strangers) }))).toBe(
        'no-credential',
      );
      await expect(rig.create({ excludeCredentials: listOf(...strangers) })).resolves.toMatchObject(
        {
          type: 'public-key',
        },
      );
    },
  );

  it('in the middle of the accounts, after one that is good', async () => {
    const { rig, transport } = await oddRig();
    await rig.create({ authenticatorSelection: RESIDENT });
    transport.meddle = async (message, ask) =>
      message[0] === GET_NEXT_ASSERTION
        ? Uint8Array.of(OTHER)
        : changing(GET_ASSERTION, (members) => members.set(0x05, 2))(message, ask);
    expect((await rig.get()).response.userHandle).toEqual(expect.any(String));
    expect(rig.person.accountRequests).toEqual([]);
  });
});

function authDataOnly() {
  return (members: Members): void => {
    const bytes = Uint8Array.from(asBytes(members.get(0x02)).subarray(0, 37));
    bytes[FLAGS] = 0x01;
    members.set(0x02, bytes);
  };
}

function cut(members: Members, member: number): void {
  members.set(member, asBytes(members.get(member)).slice(0, -1));
}

function lengthen(members: Members): void {
  members.set(0x02, Buffer.concat([asBytes(members.get(0x02)), Buffer.of(0)]));
}
