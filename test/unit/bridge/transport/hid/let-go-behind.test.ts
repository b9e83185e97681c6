import { expect, test } from 'vitest';
import type { HidHandle } from '../../../../../bridge/transport/hid/hid-library.ts';
import {
  hidClosesUnderWay,
  lettingGoBehind,
} from '../../../../../bridge/transport/hid/let-go-behind.ts';

const LISTENER = { onReport: () => {}, onError: () => {} };

function opened(handle: Partial<HidHandle>): Promise<HidHandle> {
  const whole = { write: async () => {}, close: async () => {}, ...handle };
  return lettingGoBehind({ open: async () => whole }).open('/dev/hidraw0', LISTENER);
}

test('close does not wait for the library, and is counted until that is done', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const handle = await opened({ close: () => closed });
  await handle.close();
  expect(hidClosesUnderWay()).toBe(1);
  resolve();
  await expect.poll(hidClosesUnderWay).toBe(0);
});

test('a close that fails is over too', async () => {
  const handle = await opened({ close: () => Promise.reject(new Error('it hangs')) });
  await handle.close();
  await expect.poll(hidClosesUnderWay).toBe(0);
});

test('reports go to the device, and what it refuses is told', async () => {
  const sent: Uint8Array[] = [];
  const handle = await opened({ write: async (report) => void sent.push(report) });
  await handle.write(Uint8Array.of(1, 2));
  expect(sent).toStrictEqual([Uint8Array.of(1, 2)]);
  const refusing = await opened({ write: () => Promise.reject(new Error('gone')) });
  await expect(refusing.write(Uint8Array.of(1))).rejects.toThrow('gone');
});
