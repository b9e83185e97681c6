import { expect, test } from 'vitest';
import { CardWatch } from '../../../../bridge/smartcard/card-watch.ts';
import type {
  CtapDevice,
  Transport,
  TransportObserver,
} from '../../../../bridge/transport/transport.ts';

const open = () => Promise.reject(new Error('not here'));

function device(id: string, isCard = true): CtapDevice {
  const card = { card: { atr: Uint8Array.of(0x3b), open } };
  return { id, name: `Reader ${id}`, transport: 'smart-card', open, ...(isCard && card) };
}

function watched(begin: (observer: TransportObserver) => void) {
  let told: TransportObserver | undefined;
  const transport: Transport = {
    name: 'readers',
    start: (observer) => {
      told = observer;
      begin(observer);
    },
    stop: async () => {},
  };
  return { watch: new CardWatch([transport]), tell: () => told };
}

test('cards are seen as they come and go, and other devices are none', async () => {
  const { watch, tell } = watched((observer) => {
    observer.onAdd(device('a'));
    observer.onAdd(device('key', false));
    observer.onProblem(null);
  });
  const { cards, problems } = await watch.look(new AbortController().signal);
  expect(cards.map(({ id, name }) => [id, name])).toEqual([['a', 'Reader a']]);
  expect(problems).toEqual([]);
  let changes = 0;
  const end = watch.onChange(() => {
    changes += 1;
  });
  tell()?.onAdd(device('b'));
  tell()?.onRemove('a', 'device-removed');
  tell()?.onProblem('pcsc-service-stopped');
  end();
  tell()?.onProblem(null);
  expect(changes).toBe(3);
  expect(watch.seen.cards.map(({ id }) => id)).toEqual(['b']);
});

test('whoever uses a card hears that it went, and why', async () => {
  const { watch, tell } = watched((observer) => {
    observer.onAdd(device('a'));
    observer.onAdd(device('b'));
    observer.onAdd(device('c'));
    observer.onProblem(null);
  });
  const { cards } = await watch.look(new AbortController().signal);
  tell()?.onRemove('a');
  tell()?.onRemove('b', 'pcsc-service-stopped');
  await watch.stop();
  expect(cards.map(({ removed }) => removed.reason?.code)).toEqual([
    'device-removed',
    'pcsc-service-stopped',
    'device-removed',
  ]);
});

test('looking ends with its signal', async () => {
  const { watch } = watched(() => {});
  const stop = new AbortController();
  const looked = watch.look(stop.signal);
  stop.abort(new Error('enough'));
  await expect(looked).rejects.toThrow('enough');
  await watch.stop();
});
