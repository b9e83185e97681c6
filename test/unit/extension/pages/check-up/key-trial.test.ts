import { expect, test, vi } from 'vitest';
import { type TrialWays, tryDevice } from '../../../../../extension/pages/check-up/key-trial.ts';

function ways(told: Partial<TrialWays>) {
  return {
    throughBridge: vi.fn(told.throughBridge ?? (async () => ({ passed: true }))),
    inBrowser: vi.fn(told.inBrowser ?? (async () => 'worked' as const)),
    askToGoOn: vi.fn(told.askToGoOn ?? (async () => true)),
    askWhetherStopped: vi.fn(told.askWhetherStopped ?? (async () => false)),
  };
}

test('both ways are tried, the bridge first', async () => {
  const all = ways({});
  expect(await tryDevice('key', all)).toEqual([{ code: 'try-worked' }]);
  expect(all.throughBridge).toHaveBeenCalledBefore(all.inBrowser);
  expect(all.askWhetherStopped).not.toHaveBeenCalled();
});

test('a browser that says no is to blame only where the person did not stop it', async () => {
  const refused = { inBrowser: async () => 'refused' as const };
  expect(await tryDevice('key', ways(refused))).toEqual([{ code: 'try-browser-failed' }]);
  const stopped = ways({ ...refused, askWhetherStopped: async () => true });
  expect(await tryDevice('key', stopped)).toBe('stopped');
});

test('a person who does not want to go on has tried nothing', async () => {
  const all = ways({ askToGoOn: async () => false });
  expect(await tryDevice('key', all)).toBe('stopped');
  expect(all.inBrowser).not.toHaveBeenCalled();
});

test.each([
  ['ceremony-cancelled', 'stopped'],
  ['ceremony-timeout', 'stopped'],
  ['pin-last-try-unconfirmed', 'stopped'],
  ['pin-pad-timeout', 'stopped'],
  ['internal', 'stopped'],
  ['ceremony-busy', 'busy'],
] as const)('%s at the bridge', async (problem, outcome) => {
  const all = ways({ throughBridge: async () => ({ problem }) });
  expect(await tryDevice('key', all)).toBe(outcome);
  expect(all.askToGoOn).not.toHaveBeenCalled();
});

test('an error that names its cause needs no second try', async () => {
  const all = ways({ throughBridge: async () => ({ problem: 'pin-blocked' }) });
  expect(await tryDevice('key', all)).toEqual([
    { code: 'pin-blocked', facts: { error: 'pin-blocked', device: 'key' } },
  ]);
  expect(all.askToGoOn).not.toHaveBeenCalled();
});

test('without the bridge, the browser alone is tried', async () => {
  const missing = { throughBridge: async () => ({ problem: 'bridge-missing' as const }) };
  expect(await tryDevice('key', ways(missing))).toEqual([{ code: 'try-worked-in-browser' }]);
  const failing = ways({ ...missing, inBrowser: async () => 'failed' });
  expect(await tryDevice('key', failing)).toEqual([{ code: 'try-only-browser-failed' }]);
});

test('a signature that does not hold is a failure on either way', async () => {
  const all = ways({
    throughBridge: async () => ({ passed: false }),
    inBrowser: async () => 'failed',
  });
  expect(await tryDevice('key', all)).toEqual([{ code: 'try-both-failed' }]);
});

test('a card is tried through the bridge alone', async () => {
  const all = ways({});
  expect(await tryDevice('card', all)).toEqual([{ code: 'card-try-worked' }]);
  expect(all.askToGoOn).not.toHaveBeenCalled();
});
