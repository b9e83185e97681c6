import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LargeBlobs } from '../../../../../bridge/ctap/large-blobs.ts';
import type { ErrorCode } from '../../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { OddKeyTransport } from '../../../../rig/odd-key.ts';
import { KeyRig, listOf, Rig } from '../../../../rig/rig.ts';
import { warm } from '../../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../../virtual/key-options.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';

const PIN = '271828';
const RESIDENT = { residentKey: 'required' };
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

async function rigWith(options: VirtualKeyOptions = { pin: PIN }) {
  const rig = await KeyRig.with(options);
  rig.person.answerPin = () => PIN;
  let users = 0;
  const register = async () => {
    users += 1;
    const made = await rig.create({
      user: { id: text(Uint8Array.of(users)), name: `user ${users}`, displayName: 'U' },
      authenticatorSelection: RESIDENT,
      extensions: { largeBlob: { support: 'required' } },
    });
    expect(made.clientExtensionResults).toEqual({ largeBlob: { supported: true } });
    return listOf(made.id);
  };
  const write = async (allowCredentials: ReturnType<typeof listOf>, blob: Uint8Array) => {
    const extensions = { largeBlob: { write: text(blob) } };
    return (await rig.get({ allowCredentials, extensions })).clientExtensionResults;
  };
  const read = async (allowCredentials: ReturnType<typeof listOf>) => {
    const extensions = { largeBlob: { read: true } };
    return (await rig.get({ allowCredentials, extensions })).clientExtensionResults;
  };
  return { rig, register, write, read };
}

test.each([[{ pin: PIN }], [{}]])(
  'data are kept for each credential of a key with %o',
  async (model) => {
    const { register, write, read } = await rigWith(model);
    const [one, two] = [await register(), await register()];
    expect(await read(one)).toEqual({ largeBlob: {} });
    // Neither compresses: several messages each way.
    const [first, second] = [randomBytes(1500), randomBytes(700)];
    expect(await write(one, first)).toEqual({ largeBlob: { written: true } });
    expect(await write(two, second)).toEqual({ largeBlob: { written: true } });
    expect(await read(one)).toEqual({ largeBlob: { blob: text(first) } });
    expect(await read(two)).toEqual({ largeBlob: { blob: text(second) } });
    const third = Buffer.from('smaller');
    expect(await write(one, third)).toEqual({ largeBlob: { written: true } });
    expect(await read(one)).toEqual({ largeBlob: { blob: text(third) } });
    expect(await read(two)).toEqual({ largeBlob: { blob: text(second) } });
  },
);

test('a write needs one token, and no second touch', async () => {
  const { rig, register, write } = await rigWith();
  const allow = await register();
  rig.key.presence.mode = 'wait';
  let touches = 0;
  rig.key.presence.onAwaited(() => {
    touches += 1;
    queueMicrotask(() => rig.key.presence.touch());
  });
  const commands = await rig.commandsOf(() => write(allow, randomBytes(1500)));
  expect(commands).toEqual(['06/01', '06/02', '06/09', '02', '0c', '0c', '0c']);
  expect(touches).toBe(1);
});

test('entries of others go back byte for byte, also those of unknown kinds', async () => {
  const { rig, register, write, read } = await rigWith();
  const allow = await register();
  // An array of an entry from the future: {1: h'', 2: h'00..', 3: 5, 9: "new"}, and an integer.
  const foreign = Buffer.from(
    'a40140024c0000000000000000000000000305096 36e6577'.replace(' ', ''),
    'hex',
  );
  const array = Buffer.concat([Buffer.from('82', 'hex'), foreign, Buffer.from('07', 'hex')]);
  const hash = createHash('sha256').update(array).digest().subarray(0, 16);
  rig.key.largeBlobs.corrupt(Buffer.concat([array, hash]));
  expect(await write(allow, Buffer.from('mine'))).toEqual({ largeBlob: { written: true } });
  expect(await read(allow)).toEqual({ largeBlob: { blob: text(Buffer.from('mine')) } });
  const stored = Buffer.from(rig.key.largeBlobs.stored);
  expect(stored[0]).toBe(0x83);
  expect(stored.subarray(1, 1 + foreign.length)).toEqual(foreign);
});

test('a damaged array counts as empty and is written anew', async () => {
  const { rig, register, write, read } = await rigWith();
  const allow = await register();
  rig.key.largeBlobs.corrupt(randomBytes(100));
  expect(await read(allow)).toEqual({ largeBlob: {} });
  expect(await write(allow, Buffer.from('new'))).toEqual({ largeBlob: { written: true } });
  expect(await read(allow)).toEqual({ largeBlob: { blob: text(Buffer.from('new')) } });
});

test('no room is told as not written, and the sign-in counts', async () => {
  const { register, write, read } = await rigWith({ pin: PIN, largeBlobBytes: 1024 });
  const allow = await register();
  expect(await write(allow, Buffer.from('small'))).toEqual({ largeBlob: { written: true } });
  expect(await write(allow, randomBytes(1200))).toEqual({ largeBlob: { written: false } });
  expect(await read(allow)).toEqual({ largeBlob: { blob: text(Buffer.from('small')) } });
});

test('only a key that can, and a credential that it stores, will do', async () => {
  const { rig, read } = await rigWith({ pin: PIN, largeBlobBytes: 0 });
  const required = { largeBlob: { support: 'required' } };
  const preferred = { largeBlob: { support: 'preferred' } };
  const stored = rig.create({ authenticatorSelection: RESIDENT, extensions: required });
  expect(await rejectionCode(stored)).toBe('key-lacks-extension');
  const made = await rig.create({ authenticatorSelection: RESIDENT, extensions: preferred });
  expect(made.clientExtensionResults).toEqual({ largeBlob: { supported: false } });
  expect(await read(listOf(made.id))).toEqual({ largeBlob: {} });
  const able = (await rigWith()).rig;
  const volatile = await able.create({ extensions: preferred });
  expect(volatile.clientExtensionResults).toEqual({ largeBlob: { supported: false } });
});

test.each([
  [{ read: true, write: 'AAAA' }, 1],
  [{ write: 'AAAA' }, 0],
  [{ write: 'AAAA' }, 2],
  [{ write: 5 }, 1],
])('%o with %i credentials listed is refused', async (largeBlob, count) => {
  const { rig } = await rigWith();
  const ids = Array.from({ length: count }, (_, index) => Buffer.alloc(48, index));
  const got = rig.get({ allowCredentials: listOf(...ids), extensions: { largeBlob } });
  expect(await rejectionCode(got)).toBe('options-invalid');
});

describe('what goes wrong with the data after the touch does not lose the sign-in', () => {
  const LARGE_BLOBS = 0x0c;

  type Answer = (rig: Rig, transport: OddKeyTransport) => Promise<Uint8Array>;

  /** A sign-in with a key that meddles with the commands for large blobs. */
  async function signIn(largeBlob: object, answer: Answer) {
    const key = new VirtualKey({ pin: PIN });
    const transport = new OddKeyTransport(key);
    const rig = new Rig(transport);
    await warm(rig.keys);
    rig.person.answerPin = () => PIN;
    const extensions = { largeBlob: { support: 'required' } };
    const { id } = await rig.create({ authenticatorSelection: RESIDENT, extensions });
    transport.meddle = (message, ask) =>
      message[0] === LARGE_BLOBS ? answer(rig, transport) : ask();
    const getting = rig.get({ allowCredentials: listOf(id), extensions: { largeBlob } });
    return { getting, id };
  }

  const failing = (code: ErrorCode) => () => Promise.reject(new WardkeyError(code));

  test.each<[string, () => Promise<Uint8Array>]>([
    ['refuses', async () => Uint8Array.of(0x7f)],
    ['sends garbage', async () => Uint8Array.of(0x00, 0xff)],
    ['sends no data', async () => Uint8Array.of(0x00, 0xa0)],
    ['is mute', failing('device-mute')],
    ['is busy', failing('device-busy')],
  ])('the key %s', async (_name, answer) => {
    const read = await signIn({ read: true }, answer);
    const written = await signIn({ write: 'AAAA' }, answer);
    const [one, two] = [await read.getting, await written.getting];
    expect(one).toMatchObject({ id: read.id, clientExtensionResults: { largeBlob: {} } });
    expect(two.clientExtensionResults).toEqual({ largeBlob: { written: false } });
  });

  test('the key is pulled out', async () => {
    const { getting, id } = await signIn({ write: 'AAAA' }, async (_rig, transport) => {
      transport.remove();
      throw new WardkeyError('device-removed');
    });
    const found = await getting;
    expect(found).toMatchObject({ id, clientExtensionResults: { largeBlob: { written: false } } });
  });

  test('but the end of the ceremony is its end', async () => {
    const ending = async (rig: Rig) => {
      rig.stop.abort(new WardkeyError('ceremony-cancelled'));
      throw new WardkeyError('device-garbled');
    };
    const { getting } = await signIn({ read: true }, ending);
    expect(await rejectionCode(getting)).toBe('ceremony-cancelled');
  });
});

test('what is read, changed and written back is so under a lock', async () => {
  const rig = await KeyRig.with();
  const open = await rig.keys.open(rig.keys.list.devices[0]?.id ?? '', rig.stop.signal);
  const log: string[] = [];
  const channel = {
    ...open.channel,
    exchange: (...given: Parameters<typeof open.channel.exchange>) => {
      log.push('exchange');
      return open.channel.exchange(...given);
    },
    lock: async (seconds: number) => void log.push(`lock ${seconds}`),
  };
  const blobs = new LargeBlobs(channel, open.info, () => ({ signal: rig.stop.signal }));
  const key = randomBytes(32);
  await blobs.put(key, Buffer.from('data'), undefined);
  expect(await blobs.remove(key, undefined)).toBe(true);
  await open.close();
  const locked = ['lock 10', 'exchange', 'exchange', 'lock 0'];
  expect(log).toEqual([...locked, ...locked]);
});
