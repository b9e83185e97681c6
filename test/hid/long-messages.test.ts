import { expect, it } from 'vitest';
import { CtapHid } from '../../bridge/transport/ctaphid/ctaphid.ts';
import { packetsOf } from '../../bridge/transport/ctaphid/packets.ts';
import { systemHidLibrary } from '../../bridge/transport/hid/node-hid-library.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, watchedKeys } from './stage.ts';

const NEVER = new AbortController().signal;
const LONGEST = 7609;

it('loses nothing of 7,609 bytes each way, with the reports of others in between', async () => {
  const machine = await stageMachine();
  const plugged = await machine.plug(new VirtualKey());
  const ctap: CtapHid = new CtapHid({
    inputBytes: 64,
    outputBytes: 64,
    write: (report) => handle.write(report),
  });
  const handle = await systemHidLibrary().open(plugged.path, {
    onReport: (report) => ctap.receive(report),
    onError: (error) => ctap.fail(error),
  });
  await ctap.open(NEVER);
  const data = Uint8Array.from({ length: LONGEST }, (_, index) => index % 251);
  const foreign = packetsOf({ channel: 0x0badc0de, command: 0x10, payload: data }, 64);
  const traffic = setInterval(() => {
    for (const report of foreign) plugged.send(report);
  }, 1);
  await ctap.ping(data, NEVER);
  clearInterval(traffic);
  await handle.close();
});

it('does not send what no report sequence can hold', async () => {
  const machine = await stageMachine();
  await machine.plug(new VirtualKey({ maxMsgSize: 20_000 }));
  const keys = watchedKeys(machine);
  await expect.poll(() => keys.list.devices[0]?.key).toBeDefined();
  const { channel, close } = await keys.open(keys.list.devices[0]?.id ?? '', NEVER);
  const options = { signal: NEVER, onKeepalive: () => {} };
  const exchange = (length: number) => channel.exchange(new Uint8Array(length).fill(0xff), options);
  expect(await exchange(LONGEST)).toEqual(Uint8Array.of(0x01));
  expect(await exchange(LONGEST + 1)).toEqual(Uint8Array.of(0x39));
  await close();
});
