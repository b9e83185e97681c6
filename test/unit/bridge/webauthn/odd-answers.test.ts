import { describe, expect, it } from 'vitest';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { changing, type Meddler, type Members, OddKeyTransport } from '../../../rig/odd-key.ts';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

// What real keys do wrong, and what is no reason to turn the person away.

const MAKE_CREDENTIAL = 0x01;
const GET_ASSERTION = 0x02;
const CLIENT_PIN = 0x06;
const PIN_RETRIES = 0x01;
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };
const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };

async function oddRig(options: VirtualKeyOptions = {}, meddle?: Meddler) {
  const key = new VirtualKey(options);
  const transport = new OddKeyTransport(key);
  if (meddle !== undefined) transport.meddle = meddle;
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => '4711';
  return { rig, key, transport };
}

/** A text of these bytes, UTF-8 or not, in CBOR. */
function textOf(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0x78, bytes.length), bytes]);
}

/** Puts bytes into an answer where the mark stands, which is text of one head byte. */
function splice(answer: Uint8Array, mark: string, bytes: Uint8Array): Uint8Array {
  const marked = Buffer.from(encode(mark));
  const at = Buffer.from(answer).indexOf(marked);
  if (at < 0) throw new Error('no mark in the answer');
  return Buffer.concat([answer.subarray(0, at), bytes, answer.subarray(at + marked.length)]);
}

describe('names of stored accounts', () => {
  const NAME = `x${'Ы'.repeat(40)}`;

  it.each([
    ['cut in the middle of a character', Buffer.from(NAME).subarray(0, 64), NAME.slice(0, 32)],
    ['with a byte order mark', Buffer.from('\ufeffSam'), 'Sam'],
    ['with a byte that is no text', Buffer.from([0x53, 0xff, 0x6d]), 'S\ufffdm'],
  ])('%s are shown as far as they go', async (_name, bytes, shown) => {
    const { rig, transport } = await oddRig();
    for (const name of ['ann', 'bea']) {
      const user = { id: Buffer.from(name).toString('base64url'), name, displayName: 'MARK' };
      await rig.create({ authenticatorSelection: RESIDENT, user });
    }
    rig.person.answerAccount = () => 0;
    transport.meddle = async (message, ask) => {
      const change = changing(GET_ASSERTION, (members) => {
        const user = new Map<string, CborValue>([
          ['id', Uint8Array.of(1)],
          ['name', null],
          ['displayName', 'MARK'],
        ]);
        members.set(0x04, user);
      });
      const answer = await change(message, ask);
      return message[0] === GET_ASSERTION ? splice(answer, 'MARK', textOf(bytes)) : answer;
    };
    await expect(rig.get()).resolves.toMatchObject({ type: 'public-key' });
    expect(rig.person.accountRequests[0]?.[0]).toEqual({ index: 0, displayName: shown });
  });
});

describe('a sign-in counts', () => {
  const odd = new Map<string, CborValue>([['id', new Uint8Array(0)]]);

  it.each<[string, (members: Members) => unknown]>([
    ['with a user of no id', (members) => members.set(0x04, odd)],
    ['with a user that is null', (members) => members.set(0x04, null)],
    ['with a user that is a number', (members) => members.set(0x04, 1)],
    ['with a credential that is no map', (members) => members.set(0x01, 'x')],
    ['with a credential of no id', (members) => members.set(0x01, odd)],
    ['with a count of none', (members) => members.set(0x05, 0)],
    ['with a choice that is a number', (members) => members.set(0x06, 1)],
    ['with members of the future', (members) => members.set(0x40, [[[1]]])],
  ])('%s', async (_name, change) => {
    const { rig, transport } = await oddRig();
    const { id } = await rig.create();
    transport.meddle = changing(GET_ASSERTION, (members) => void change(members));
    expect((await rig.get({ allowCredentials: listOf(id) })).id).toBe(id);
  });

  it('with zeros behind every answer of the key', async () => {
    const { rig } = await oddRig({ pin: '4711' }, async (_message, ask) => {
      const answer = await ask();
      return answer.length === 1 ? answer : Buffer.concat([answer, new Uint8Array(3)]);
    });
    const { id } = await rig.create(REQUIRED);
    expect((await rig.get({ allowCredentials: listOf(id) })).id).toBe(id);
  });
});

describe('a statement', () => {
  it.each<[string, CborValue]>([
    ['with undefined in it', undefined],
    ['nested too deep', [[[[[1]]]]]],
  ])('%s is conveyed to a page that asks for it', async (_name, value) => {
    const { rig, transport } = await oddRig();
    transport.meddle = async (message, ask) => {
      const mark = changing(MAKE_CREDENTIAL, (members) => {
        members.set(0x03, new Map<string, CborValue>([['x', 'MARK']]));
      });
      const answer = await mark(message, ask);
      const bytes = value === undefined ? Uint8Array.of(0xf7) : encode(value, 16);
      return message[0] === MAKE_CREDENTIAL ? splice(answer, 'MARK', bytes) : answer;
    };
    await expect(rig.create({ attestation: 'direct' })).resolves.toMatchObject({
      type: 'public-key',
    });
  });
});

describe('one listed credential that is too long', () => {
  const long = Buffer.alloc(1000, 3);

  it('is left out of a sign-in, and the others are tried', async () => {
    const { rig } = await oddRig({ maxMsgSize: 1024 });
    const { id } = await rig.create();
    expect((await rig.get({ allowCredentials: listOf(long, id) })).id).toBe(id);
    expect((await rig.get({ allowCredentials: listOf(id, long) })).id).toBe(id);
  });

  it('alone is no credential of the key', async () => {
    const { rig } = await oddRig({ maxMsgSize: 1024 });
    const getting = rig.get({ allowCredentials: listOf(long) });
    expect(await rejectionCode(getting)).toBe('no-credential');
  });

  it('does not stand against a registration', async () => {
    const { rig } = await oddRig({ maxMsgSize: 1024 });
    const own = await rig.create({ excludeCredentials: listOf(long) });
    expect(await verifyRegistration(own)).toMatchObject({ verified: true });
    const again = rig.create({ excludeCredentials: listOf(long, own.id) });
    expect(await rejectionCode(again)).toBe('credential-excluded');
  });

  it.each([0x03, 0x15, 0x39])('is left out where the key says %i to it', async (status) => {
    const { rig, transport } = await oddRig();
    const { id } = await rig.create();
    const foreign = Buffer.alloc(200, 3);
    transport.meddle = async (message, ask) =>
      Buffer.from(message).includes(foreign) ? Uint8Array.of(status) : ask();
    expect((await rig.get({ allowCredentials: listOf(foreign, id) })).id).toBe(id);
    const made = await rig.create({ excludeCredentials: listOf(foreign) });
    expect(await verifyRegistration(made)).toMatchObject({ verified: true });
  });

  it.each([0x02, 0x11, 0x12, 0x14])(
    'or of which the key makes no sense (%i) is left out',
    async (status) => {
      const { rig, transport } = await oddRig();
      const { id } = await rig.create();
      const foreign = Buffer.alloc(200, 3);
      transport.meddle = async (message, ask) =>
        message[0] === GET_ASSERTION && Buffer.from(message).includes(foreign)
          ? Uint8Array.of(status)
          : ask();
      const others = Array.from({ length: 9 }, (_, index) => Buffer.alloc(48, index + 1));
      const allowCredentials = listOf(foreign, ...others, id);
      expect((await rig.get({ allowCredentials })).id).toBe(id);
      // One that makes no sense of anything has not said that it has none.
      transport.meddle = async (message, ask) =>
        message[0] === GET_ASSERTION ? Uint8Array.of(status) : ask();
      expect(await rejectionCode(rig.get({ allowCredentials }))).not.toBe('no-credential');
    },
  );

  it('is left out where a key cannot be asked beforehand', async () => {
    const { rig, transport } = await oddRig({ maxCredentialCountInList: 2 });
    const { id } = await rig.create();
    const foreign = Buffer.alloc(200, 3);
    transport.meddle = async (message, ask) => {
      const bytes = Buffer.from(message);
      const isProbe = bytes.includes(Buffer.from('627570f4', 'hex'));
      if (message[0] === GET_ASSERTION && isProbe) return Uint8Array.of(0x2b);
      return bytes.includes(foreign) ? Uint8Array.of(0x15) : ask();
    };
    const others = [Buffer.alloc(48, 1), Buffer.alloc(48, 2)];
    const allowCredentials = listOf(...others, foreign, id);
    expect((await rig.get({ allowCredentials })).id).toBe(id);
    const excludeCredentials = listOf(foreign, ...others);
    const made = await rig.create({ excludeCredentials });
    expect(await verifyRegistration(made)).toMatchObject({ verified: true });
  });
});

describe('names that are too long for the message', () => {
  const user = {
    id: Buffer.from('user-1').toString('base64url'),
    name: 'n'.repeat(500),
    // Each of these is several code points that a person sees as one.
    displayName: '👩‍⚕️'.repeat(100),
  };

  it('are cut between two characters to what every key has room for', async () => {
    const { rig, key } = await oddRig({ maxMsgSize: 1024 });
    const made = await rig.create({
      rp: { id: 'login.microsoft.com', name: 'r'.repeat(500) },
      user,
      authenticatorSelection: RESIDENT,
    });
    expect(await verifyRegistration(made)).toMatchObject({ verified: true });
    expect(key.credentials[0]?.user).toMatchObject({
      name: 'n'.repeat(64),
      displayName: '👩‍⚕️'.repeat(4),
    });
  });

  it('are sent whole where there is room', async () => {
    const { rig, key } = await oddRig({ maxMsgSize: 7609 });
    await rig.create({ user, authenticatorSelection: RESIDENT });
    expect(key.credentials[0]?.user).toMatchObject({ displayName: '👩‍⚕️'.repeat(100) });
  });

  it('are cut where the key says that they are too long', async () => {
    const { rig, key } = await oddRig({ maxMsgSize: 7609 }, async (message, ask) =>
      message[0] === MAKE_CREDENTIAL && message.length > 1024 ? Uint8Array.of(0x15) : ask(),
    );
    await rig.create({ user, authenticatorSelection: RESIDENT });
    expect(key.credentials[0]?.user).toMatchObject({ name: 'n'.repeat(64) });
  });
});

describe('a key that does not tell how many tries of the PIN are left', () => {
  it.each([
    ['says nothing', [0x00]],
    ['sends an empty map', [0x00, 0xa0]],
    ['sends text', [0x00, 0xa1, 0x03, 0x61, 0x78]],
    ['does not know the question', [0x3e]],
    ['fails', [0x7f]],
  ])('and %s: the PIN is asked for, and taken', async (_name, answer) => {
    const { rig } = await oddRig({ pin: '4711' }, async (message, ask) =>
      message[0] === CLIENT_PIN && message[5] === PIN_RETRIES ? Uint8Array.from(answer) : ask(),
    );
    expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
      verified: true,
    });
    expect(rig.person.pinRequests).toMatchObject([{ triesLeft: null, lastTry: false }]);
  });

  it.each([
    [0x32, 'pin-blocked'],
    [0x34, 'pin-replug'],
  ])('and says %i to the question: nobody is asked for nothing', async (status, code) => {
    const { rig } = await oddRig({ pin: '4711' }, async (message, ask) =>
      message[0] === CLIENT_PIN && message[5] === PIN_RETRIES ? Uint8Array.of(status) : ask(),
    );
    expect(await rejectionCode(rig.create(REQUIRED))).toBe(code);
    expect(rig.person.pinRequests).toEqual([]);
  });
});

describe('a key that says PIN_AUTH_INVALID to a PIN token', () => {
  const TOKEN = 0x09;

  it('has counted a wrong PIN: it is asked for again', async () => {
    const { rig } = await oddRig({ pin: '4711' }, async (_message, ask) => {
      const answer = await ask();
      return answer[0] === 0x31 ? Uint8Array.of(0x33) : answer;
    });
    const pins = ['0000', '4711'];
    rig.person.answerPin = () => pins.shift() ?? '';
    await rig.create(REQUIRED);
    expect(rig.person.pinRequests.map(({ triesLeft, problem }) => [triesLeft, problem])).toEqual([
      [8, undefined],
      [7, 'pin-wrong'],
    ]);
  });

  it('and has counted nothing has not judged the PIN: it is not sent again', async () => {
    let sent = 0;
    const { rig } = await oddRig({ pin: '4711' }, async (message, ask) => {
      if (message[0] !== CLIENT_PIN || message[5] !== TOKEN) return ask();
      sent += 1;
      return Uint8Array.of(0x33);
    });
    await expect(rig.create(REQUIRED)).rejects.toMatchObject({ facts: { status: 0x33 } });
    expect(sent).toBe(1);
    expect(rig.person.pinRequests).toHaveLength(1);
  });
});
