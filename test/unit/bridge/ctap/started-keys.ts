import { afterEach, expect } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { encode } from '../../../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../../../bridge/ctap/cbor-value.ts';
import { ScriptedDevice, ScriptedTransport } from './scripted-transport.ts';

export const TIMINGS = { greetingMs: 300, turnMs: 300, retryMs: 20 };

export const infoAnswer = (version = 'FIDO_2_1') =>
  new Uint8Array([
    0,
    ...encode(
      new Map<number, CborValue>([
        [1, [version]],
        [4, new Map([['rk', true]])],
      ]),
    ),
  ]);

/** Never answers, and lets go when told to. */
export const mute = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );

const running: AttachedKeys[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((keys) => keys.stop()));
});

/** Watching, until the test is over. */
export function startedKeys(transports = [new ScriptedTransport()]) {
  const keys = new AttachedKeys(transports, TIMINGS);
  running.push(keys);
  keys.start();
  const [transport] = transports;
  if (transport === undefined) throw new Error('no transport');
  return { keys, transport };
}

export function goodDevice(id = 'a') {
  return new ScriptedDevice(id, () => infoAnswer());
}

/** With one device `a` that was greeted and is free. */
export async function warmKeys() {
  const { keys, transport } = startedKeys();
  const device = goodDevice();
  transport.observer.onAdd(device);
  await expect.poll(() => keys.get('a')?.key).toBeDefined();
  await expect.poll(() => device.openNow).toBe(0);
  return { keys, transport, device };
}
