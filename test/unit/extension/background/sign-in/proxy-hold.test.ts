import { expect, test } from 'vitest';
import { ProxyHold } from '../../../../../extension/background/sign-in/proxy-hold.ts';

function holding(attach: () => Promise<void> = async () => undefined) {
  const log: string[] = [];
  const hold = new ProxyHold({
    reachesEveryPage: true,
    attach: () => {
      log.push('attach');
      return attach();
    },
    detach: async () => {
      log.push('detach');
    },
  });
  return { hold, log };
}

test('one call to the browser waits for the one before', async () => {
  const attaching = Promise.withResolvers<void>();
  const { hold, log } = holding(() => attaching.promise);
  hold.take();
  await Promise.resolve();
  const released = hold.release();
  await Promise.resolve();
  expect(log).toEqual(['attach']);
  attaching.resolve();
  await released;
  expect(log).toEqual(['attach', 'detach']);
});

test('what nobody wants any more is not attached', async () => {
  const { hold, log } = holding();
  await Promise.all([hold.take(), hold.release()]);
  expect(log).toEqual(['detach']);
});

test('the browser is called only for a change', async () => {
  const { hold, log } = holding();
  await hold.become(false);
  await hold.become(true);
  await hold.become(true);
  await hold.become(false);
  expect(log).toEqual(['attach', 'detach']);
});

test('a proxy that another extension holds is told, and the next call goes its way', async () => {
  const { hold, log } = holding(() => Promise.reject(new Error('held')));
  await expect(hold.take()).rejects.toThrow('held');
  await hold.release();
  expect(log).toEqual(['attach', 'detach']);
});
