import { describe, expect, test } from 'vitest';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { ClientPin } from '../../../../bridge/ctap/client-pin.ts';
import { parseInfo } from '../../../../bridge/ctap/get-info.ts';
import type { PinProtocol } from '../../../../bridge/ctap/pin-protocol.ts';
import { pinProtocolOne } from '../../../../bridge/ctap/pin-protocol-one.ts';
import { pinProtocolTwo } from '../../../../bridge/ctap/pin-protocol-two.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import { PinDevice } from './pin-device.ts';
import { codeOf, noSignal, ScriptedChannel } from './scripted-transport.ts';

const options = { signal: noSignal };
const scope = { permissions: PERMISSION.mc | PERMISSION.ga, rpId: 'example.org' };

function infoWith(...members: readonly (readonly [number, CborValue])[]) {
  return parseInfo(new Map<number, CborValue>([[1, ['FIDO_2_1']], ...members]), []);
}

function clientFor(device: PinDevice, ...members: readonly (readonly [number, CborValue])[]) {
  return new ClientPin(device.channel, infoWith(...members));
}

const withPermissions = [4, new Map([['pinUvAuthToken', true]])] as const;

describe.each<[string, PinProtocol]>([
  ['one', pinProtocolOne],
  ['two', pinProtocolTwo],
])('protocol %s', (_name, protocol) => {
  const speaks = [6, [protocol.version]] as const;
  const message = new Uint8Array(32).fill(1);

  test('reads the tries left', async () => {
    const client = clientFor(new PinDevice(protocol), speaks);
    expect(await client.getPinRetries(options)).toEqual({
      pinRetries: 8,
      powerCycleState: false,
    });
    expect(await client.getUvRetries(options)).toBe(3);
  });

  test('sets and changes a PIN', async () => {
    const device = new PinDevice(protocol);
    const client = clientFor(device, speaks);
    await client.setPin('12345', options);
    expect(device.pin).toBe('12345');
    await client.changePin('12345', 'ä-6789', options);
    expect(device.pin).toBe('ä-6789');
    expect(device.subcommands).toEqual([0x02, 0x03, 0x04]);
  });

  test('gets a token with permissions, which signs as the key does', async () => {
    const device = new PinDevice(protocol, '1234');
    const client = clientFor(device, speaks, withPermissions);
    const token = await client.getTokenUsingPin('1234', scope, options);
    const { param, protocol: version } = token.authenticate(message);
    expect(version).toBe(protocol.version);
    expect(param).toEqual(new Uint8Array(protocol.authenticate(device.token, message)));
    expect(device.subcommands).toEqual([0x02, 0x09]);
    expect(device.requests[1]?.get(0x09)).toBe(3);
    expect(device.requests[1]?.get(0x0a)).toBe('example.org');
  });

  test('gets a legacy token from a key that has no other', async () => {
    const device = new PinDevice(protocol, '1234');
    const client = clientFor(device, speaks);
    const token = await client.getTokenUsingPin('1234', scope, options);
    expect(token.authenticate(message).param).toEqual(
      new Uint8Array(protocol.authenticate(device.token, message)),
    );
    expect(device.subcommands).toEqual([0x02, 0x05]);
    expect(Array.from(device.requests[1]?.keys() ?? [])).toEqual([1, 2, 3, 6]);
  });

  test('gets a token for a fingerprint', async () => {
    const device = new PinDevice(protocol);
    const client = clientFor(device, speaks);
    const token = await client.getPinUvAuthTokenUsingUv(scope, options);
    expect(token.authenticate(message).param).toEqual(
      new Uint8Array(protocol.authenticate(device.token, message)),
    );
    expect(device.subcommands).toEqual([0x02, 0x06]);
  });

  test('signs nothing once disposed of', async () => {
    const device = new PinDevice(protocol, '1234');
    const token = await clientFor(device, speaks).getTokenUsingPin('1234', scope, options);
    const before = token.authenticate(message);
    token.dispose();
    expect(token.authenticate(message)).not.toEqual(before);
  });

  test('after a wrong PIN the key agreement is fetched anew, and one try is gone', async () => {
    const device = new PinDevice(protocol, '1234');
    const client = clientFor(device, speaks, withPermissions);
    const wrong = () => client.getTokenUsingPin('4321', scope, options);
    expect(await codeOf(wrong)).toBe('pin-wrong');
    expect(device.retries).toBe(7);
    await client.getTokenUsingPin('1234', scope, options);
    expect(device.subcommands).toEqual([0x02, 0x09, 0x02, 0x09]);
  });

  test('a key agreement fetched ahead is used, once for all', async () => {
    const device = new PinDevice(protocol, '1234');
    const client = clientFor(device, speaks, withPermissions);
    await client.getKeyAgreement(options);
    await client.getTokenUsingPin('1234', scope, options);
    await client.getTokenUsingPin('1234', scope, options);
    expect(device.subcommands).toEqual([0x02, 0x09, 0x09]);
  });

  test('a token of a wrong length is garbled', async () => {
    const device = new PinDevice(protocol, '1234');
    device.tokenBytes = new Uint8Array(48);
    const client = clientFor(device, speaks);
    const get = () => client.getTokenUsingPin('1234', scope, options);
    expect(await codeOf(get)).toBe('device-garbled');
  });
});

describe('nothing is sent', () => {
  const members = [[6, [2]], [0x0d, 6], withPermissions] as const;

  test.each([
    ['too short', '123', 'pin-too-short'],
    ['too long', '1'.repeat(64), 'pin-too-long'],
  ])('when the PIN is %s', async (_name, pin, code) => {
    const device = new PinDevice(pinProtocolTwo, '1234');
    const client = clientFor(device, ...members);
    expect(await codeOf(() => client.getTokenUsingPin(pin, scope, options))).toBe(code);
    expect(await codeOf(() => client.getPinToken(pin, options))).toBe(code);
    expect(await codeOf(() => client.setPin(pin, options))).toBe(code);
    expect(await codeOf(() => client.changePin('1234', pin, options))).toBe(code);
    expect(await codeOf(() => client.changePin(pin, '123456', options))).toBe(code);
    expect(device.requests).toEqual([]);
  });

  test('when the PIN is shorter than any that the key takes', async () => {
    const device = new PinDevice(pinProtocolTwo, '123456');
    const client = clientFor(device, ...members);
    const get = (pin: string) => client.getTokenUsingPin(pin, scope, options);
    expect(await codeOf(() => get('12345'))).toBe('pin-too-short');
    expect(device.requests).toEqual([]);
    expect(await codeOf(() => get('123456'))).toBe('none');
  });

  test('when a new PIN is shorter than the key asks for', async () => {
    const device = new PinDevice(pinProtocolTwo, '1234');
    const client = clientFor(device, ...members);
    expect(await codeOf(() => client.changePin('1234', '12345', options))).toBe('pin-too-short');
    expect(device.requests).toEqual([]);
    await client.changePin('1234', '123456', options);
    expect(device.pin).toBe('123456');
  });

  test('when the PIN must be changed first, so that no try is spent', async () => {
    const device = new PinDevice(pinProtocolTwo, '1234');
    const client = clientFor(device, ...members, [0x0c, true]);
    const get = () => client.getTokenUsingPin('1234', scope, options);
    expect(await codeOf(get)).toBe('pin-change-required');
    expect(device.requests).toEqual([]);
    await client.changePin('1234', '123456', options);
    expect(device.pin).toBe('123456');
  });
});

describe('which protocol', () => {
  const channel = new ScriptedChannel(() => Uint8Array.of(0));
  const chosen = (...members: readonly (readonly [number, CborValue])[]) =>
    new ClientPin(channel, infoWith(...members)).protocol.version;

  test('the key’s first', () => {
    expect(chosen([6, [2, 1]])).toBe(2);
    expect(chosen([6, [1, 2]])).toBe(1);
  });

  test('unknown ones are passed over', () => {
    expect(chosen([6, [9, 2]])).toBe(2);
  });

  test('one, when the key names none', () => {
    expect(chosen()).toBe(1);
  });

  test('none that is known', async () => {
    expect(await codeOf(() => chosen([6, [3]]))).toBe('key-lacks-user-verification');
  });
});

test.each([
  [0x32, 'pin-blocked'],
  [0x34, 'pin-replug'],
  [0x35, 'pin-not-set'],
  [0x37, 'pin-change-required'],
  [0x33, 'key-misunderstood'],
])('status %i to a token request', async (status, code) => {
  const device = new PinDevice(pinProtocolTwo, '1234');
  const channel = new ScriptedChannel((message, exchange) =>
    message.length > 100 ? Uint8Array.of(status) : device.channel.exchange(message, exchange),
  );
  const client = new ClientPin(channel, infoWith([6, [2]]));
  expect(await codeOf(() => client.getPinToken('1234', options))).toBe(code);
});

test('a failed fetch of the key agreement is tried again at the next call', async () => {
  const device = new PinDevice(pinProtocolTwo, '1234');
  let failures = 1;
  const channel = new ScriptedChannel((message, exchange) =>
    failures-- > 0 ? Uint8Array.of(0x7f) : device.channel.exchange(message, exchange),
  );
  const client = new ClientPin(channel, infoWith([6, [2]]));
  expect(await codeOf(() => client.getKeyAgreement(options))).toBe('key-refused');
  expect(await codeOf(() => client.getKeyAgreement(options))).toBe('none');
});
