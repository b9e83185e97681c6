import { expect, test, vi } from 'vitest';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import { sendCommand } from '../../../../bridge/ctap/command.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { bytesToHex, codeOf, hexToBytes, noSignal, ScriptedChannel } from './scripted-transport.ts';

function channelSaying(hex: string): ScriptedChannel {
  return new ScriptedChannel(() => hexToBytes(hex));
}

test('sends the command byte and canonical CBOR', async () => {
  const channel = channelSaying('00a10308');
  const parameters = new Map([
    [2, 1],
    [1, 2],
  ]);
  const answer = await sendCommand(channel, 6, parameters, { signal: noSignal });
  expect(channel.messages.map(bytesToHex)).toEqual(['06a201020201']);
  expect(answer).toEqual(new Map([[3, 8]]));
});

test('sends the command byte alone where there are no parameters', async () => {
  const channel = channelSaying('00');
  expect(await sendCommand(channel, 8, undefined, { signal: noSignal })).toEqual(new Map());
  expect(channel.messages.map(bytesToHex)).toEqual(['08']);
});

test.each([
  ['nothing', ''],
  ['an array', '0080'],
  ['an integer', '0001'],
  ['a cut map', '00a101'],
  ['two maps', '00a0a0'],
])('%s for an answer is garbled', async (_name, hex) => {
  const options = { signal: noSignal };
  expect(await codeOf(() => sendCommand(channelSaying(hex), 4, undefined, options))).toBe(
    'device-garbled',
  );
});

test('a status with junk behind it is the status', async () => {
  const options = { signal: noSignal };
  expect(await codeOf(() => sendCommand(channelSaying('31ffff'), 6, undefined, options))).toBe(
    'pin-wrong',
  );
});

test('reports what was borne with', async () => {
  const onFaults = vi.fn();
  await sendCommand(channelSaying('00a202000100'), 4, undefined, { signal: noSignal, onFaults });
  expect(onFaults).toHaveBeenCalledExactlyOnceWith(['key-order']);
});

test('a message of just maxMsgSize is sent, one byte more is not', async () => {
  const channel = channelSaying('00');
  const send = (size: number, maxMsgSize?: number) => {
    const overhead = 1 + encode(new Map([[1, new Uint8Array(300)]])).length - 300;
    const parameters = new Map([[1, new Uint8Array(size - overhead)]]);
    const limit = maxMsgSize === undefined ? {} : { maxMsgSize };
    return sendCommand(channel, 1, parameters, { signal: noSignal, ...limit });
  };
  await send(1024);
  await send(1200, 1200);
  expect(channel.messages.map(({ length }) => length)).toEqual([1024, 1200]);
  for (const [size, limit] of [[1025], [1201, 1200]] as const) {
    await expect(send(size, limit)).rejects.toMatchObject({
      code: 'key-request-too-large',
      facts: { status: 0x39 },
    });
  }
  expect(channel.messages).toHaveLength(2);
});

test('passes keepalives on', async () => {
  const channel = new ScriptedChannel((_message, { onKeepalive }) => {
    onKeepalive('touch-needed');
    return Uint8Array.of(0);
  });
  const onKeepalive = vi.fn();
  await sendCommand(channel, 2, undefined, { signal: noSignal, onKeepalive });
  expect(onKeepalive).toHaveBeenCalledExactlyOnceWith('touch-needed');
});

test('sends nothing once cancelled', async () => {
  const channel = channelSaying('00');
  const signal = AbortSignal.abort(new WardkeyError('ceremony-cancelled'));
  expect(await codeOf(() => sendCommand(channel, 2, undefined, { signal }))).toBe(
    'ceremony-cancelled',
  );
  expect(channel.messages).toEqual([]);
});

test('drops an answer that came after the cancel', async () => {
  const controller = new AbortController();
  const channel = new ScriptedChannel(() => {
    controller.abort(new WardkeyError('ceremony-timeout'));
    return Uint8Array.of(0x2d);
  });
  const { signal } = controller;
  expect(await codeOf(() => sendCommand(channel, 2, undefined, { signal }))).toBe(
    'ceremony-timeout',
  );
});
