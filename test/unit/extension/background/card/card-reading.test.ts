import { beforeEach, expect, test, vi } from 'vitest';
import { CardReading } from '../../../../../extension/background/card/card-reading.ts';
import { WardkeyError } from '../../../../../shared/errors/wardkey-error.ts';
import type { CardList } from '../../../../../shared/rpc/card.ts';
import type { DeviceList } from '../../../../../shared/rpc/device.ts';

const NONE: DeviceList = { devices: [], problems: [] };
const ONE: DeviceList = {
  devices: [{ id: 'c1', transport: 'smart-card', name: 'A reader' }],
  problems: [],
};
const READ: CardList = { cards: [], problems: [] };

let devices: DeviceList | null;
let isWanted: boolean;
const onRead = vi.fn<() => void>();
const list = vi.fn<() => Promise<CardList>>();
let reading: CardReading;

beforeEach(() => {
  devices = NONE;
  isWanted = true;
  onRead.mockReset();
  list.mockReset().mockResolvedValue(READ);
  reading = new CardReading({ devices: () => devices, list, isWanted: () => isWanted, onRead });
});

test('a card is read when it comes, once', async () => {
  await reading.readIfNew();
  expect(list).not.toHaveBeenCalled();
  devices = ONE;
  await reading.readIfNew();
  await reading.readIfNew();
  expect(list).toHaveBeenCalledOnce();
  expect(reading.last?.list).toBe(READ);
  expect(onRead).toHaveBeenCalledOnce();
});

test('nothing is read that nobody wants', async () => {
  devices = ONE;
  isWanted = false;
  await reading.readIfNew();
  await reading.read();
  expect(list).not.toHaveBeenCalled();
});

test('what cannot be read is told, and is not tried again without an end', async () => {
  devices = ONE;
  list.mockRejectedValue(new WardkeyError('device-mute'));
  await reading.readIfNew();
  await reading.readIfNew();
  expect(reading).toMatchObject({ last: null, problem: 'device-mute' });
  expect(list).toHaveBeenCalledOnce();
});

test('what was forgotten meanwhile does not come back', async () => {
  devices = ONE;
  const { promise, resolve } = Promise.withResolvers<CardList>();
  list.mockReturnValue(promise);
  const done = reading.readIfNew();
  isWanted = false;
  reading.forget();
  resolve(READ);
  await done;
  expect(reading.last).toBeNull();
  expect(onRead).not.toHaveBeenCalled();
});

test('who still looks when all was forgotten is told what is there now', async () => {
  devices = ONE;
  await reading.readIfNew();
  const now: CardList = { cards: [], problems: [] };
  list.mockResolvedValue(now);
  reading.forget();
  expect(reading.last).toBeNull();
  await vi.waitUntil(() => reading.last !== null);
  expect(reading.last?.list).toBe(now);
});
