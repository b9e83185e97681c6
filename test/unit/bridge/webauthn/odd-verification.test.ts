import { describe, expect, it } from 'vitest';
import { ClientPin } from '../../../../bridge/ctap/client-pin.ts';
import { getInfo } from '../../../../bridge/ctap/get-info.ts';
import type { CtapChannel } from '../../../../bridge/transport/transport.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { changing, type Meddler, OddKeyTransport } from '../../../rig/odd-key.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { commandNames } from '../../../virtual/command-names.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };
const DISCOURAGED = { authenticatorSelection: { userVerification: 'discouraged' } };
const FINGER_AND_PIN = { builtInVerification: { enrolled: true }, pin: '4711' };
const GET_INFO = 0x04;
const PUAT_REQUIRED = 0x36;
const OPTIONS = { signal: new AbortController().signal };

async function oddRig(options: VirtualKeyOptions, meddle?: Meddler) {
  const key = new VirtualKey(options);
  const transport = new OddKeyTransport(key);
  if (meddle !== undefined) transport.meddle = meddle;
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => '4711';
  return { rig, key, transport };
}

/** Answers one subcommand of authenticatorClientPIN in the key's place. */
function answering(subcommand: number, ...answer: readonly number[]): Meddler {
  return async (message, ask) =>
    message[0] === 0x06 && message[5] === subcommand ? Uint8Array.from(answer) : ask();
}

describe('a PIN that another program has forced to be changed', () => {
  it('is changed after the first refusal, and not called wrong', async () => {
    let isForced = false;
    const { rig, key } = await oddRig(
      { pin: '4711', forcePinChange: true },
      async (message, ask) => {
        const told = changing(GET_INFO, (members) => members.delete(0x0c));
        return isForced ? ask() : told(message, ask);
      },
    );
    rig.person.answerPin = () => {
      isForced = true;
      return '4711';
    };
    rig.person.answerNewPin = () => ({
      currentPin: '4711',
      newPin: '815642',
      lastTryAgreed: false,
    });
    await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
    expect(rig.person.pinRequests).toHaveLength(1);
    expect(rig.person.newPinRequests).toMatchObject([{ current: { triesLeft: 8 } }]);
    expect(key.pinTriesLeft).toBe(8);
  });
});

describe('built-in verification that the key promises and does not know', () => {
  it.each([
    [0x01, undefined],
    [0x30, undefined],
    [0x32, 'fingerprint-blocked'],
    [0x3e, undefined],
  ])('gives way to the PIN: 06/06 answers %i', async (status, problem) => {
    const { rig, key } = await oddRig(FINGER_AND_PIN, answering(0x06, status));
    await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
    expect(rig.person.pinRequests.map((request) => request.problem)).toEqual([problem]);
    expect(key.pinTriesLeft).toBe(8);
  });

  it.each([
    [0x3f, 'fingerprint-wrong'],
    [0x3c, 'fingerprint-blocked'],
    [0x32, 'fingerprint-blocked'],
    [0x30, 'key-not-allowed'],
  ])('ends in what it says where there is no PIN: 06/06 answers %i', async (status, code) => {
    const { rig } = await oddRig(
      { builtInVerification: { enrolled: true } },
      answering(0x06, status),
    );
    expect(await rejectionCode(rig.create(REQUIRED))).toBe(code);
  });

  it('ends in key-lacks-command where no PIN can take its place', async () => {
    const { rig, key } = await oddRig(
      { ...FINGER_AND_PIN, noMcGaPermissionsWithClientPin: true },
      answering(0x06, 0x3e),
    );
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('key-lacks-command');
    expect(rig.person.pinRequests).toEqual([]);
    expect(key.pinTriesLeft).toBe(8);
  });

  it.each([
    ['no such command', [0x01]],
    ['no such parameter', [0x02]],
    ['not allowed', [0x30]],
    ['no such subcommand', [0x3e]],
    ['a failure', [0x7f]],
    ['nothing', [0x00]],
    ['no CBOR', [0x00, 0xff]],
    ['a text', [0x00, 0xa1, 0x05, 0x61, 0x33]],
  ])('goes on where the tries left are told as %s', async (_, answer) => {
    const { rig, key } = await oddRig(FINGER_AND_PIN, answering(0x07, ...answer));
    await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
    expect(rig.person.pinRequests).toEqual([]);
    expect(key.pinTriesLeft).toBe(8);
  });
});

it('goes on with a PIN that was set elsewhere, where the key refuses for want of it', async () => {
  const { rig, key, transport } = await oddRig({});
  const channel: CtapChannel = {
    exchange: (message, exchange) => key.ctap(message, exchange),
    close: async () => {},
  };
  await new ClientPin(channel, await getInfo(channel, OPTIONS)).setPin('4711', OPTIONS);
  let refused = 0;
  transport.meddle = async (message, ask) => {
    const isFirst = message[0] === 0x01 && refused === 0;
    refused += isFirst ? 1 : 0;
    return isFirst ? Uint8Array.of(PUAT_REQUIRED) : ask();
  };
  const before = key.commandLog.length;
  await expect(rig.create(DISCOURAGED)).resolves.toMatchObject({ type: 'public-key' });
  expect(refused).toBe(1);
  expect(commandNames(key.commandLog.slice(before))).toEqual([
    '04',
    '06/01',
    '06/02',
    '06/09',
    '01',
  ]);
  expect(rig.person.pinRequests).toHaveLength(1);
  expect(key.pinTriesLeft).toBe(8);
});

describe.each([[[]], [[3]]])('a key with a PIN and the protocols %j', (protocols) => {
  const told = changing(GET_INFO, (members) => members.set(0x06, protocols));

  it('signs in without verification that is only preferred', async () => {
    const { rig, key } = await oddRig({ pin: '4711' }, told);
    const { id } = await rig.create(DISCOURAGED);
    await expect(rig.get({ allowCredentials: listOf(id) })).resolves.toMatchObject({ id });
    expect(rig.person.pinRequests).toEqual([]);
    expect(key.pinTriesLeft).toBe(8);
  });

  it('is refused where verification is required', async () => {
    const { rig, key } = await oddRig({ pin: '4711' }, told);
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('key-lacks-user-verification');
    expect(key.pinTriesLeft).toBe(8);
  });
});
