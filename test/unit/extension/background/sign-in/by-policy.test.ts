import { beforeEach, expect, test, vi } from 'vitest';
import { SignInByPolicy } from '../../../../../extension/background/sign-in/by-policy.ts';
import type { PopupView } from '../../../../../shared/messages/views.ts';

const TAB = 7;

let isOn: boolean;
let front: number;
let signIn: PopupView['signIn'];
const choose = vi.fn<(tabId: number) => Promise<void>>();
let kept: Record<string, unknown>;
let byPolicy: SignInByPolicy;

beforeEach(() => {
  isOn = true;
  front = TAB;
  signIn = null;
  choose.mockReset().mockResolvedValue();
  kept = {};
  byPolicy = worker();
});

/** What a worker has that begins now. */
function worker(): SignInByPolicy {
  return new SignInByPolicy({
    session: {
      get: async () => structuredClone(kept),
      set: async (items) => void Object.assign(kept, items),
    },
    isOn: () => isOn,
    signIn: () => signIn,
    isInFront: async (tabId) => tabId === front,
    choose,
  });
}

function open(tabId: number, stage: 'waiting-for-page' | 'ceremony'): PopupView['signIn'] {
  return { tabId, origin: null, stage };
}

test.each(['portal-home', 'entra-username', 'entra-cred-picker', 'entra-fido'])(
  'Wardkey is chosen on %s',
  async (page) => {
    await byPolicy.onPage(TAB, page);
    expect(choose.mock.calls).toEqual([[TAB]]);
  },
);

test.each([null, 'cis2-smartcard', 'security-info', 'something-newer'])(
  'it is not on %s',
  async (page) => {
    await byPolicy.onPage(TAB, page);
    expect(choose).not.toHaveBeenCalled();
  },
);

test('it is not where nobody asked for it, or for a tab behind', async () => {
  isOn = false;
  await byPolicy.onPage(TAB, 'entra-username');
  isOn = true;
  front = 8;
  await byPolicy.onPage(TAB, 'entra-username');
  expect(choose).not.toHaveBeenCalled();
});

test('one that waits here or is under way anywhere is left alone; one that waits elsewhere is not', async () => {
  signIn = open(TAB, 'waiting-for-page');
  await byPolicy.onPage(TAB, 'entra-fido');
  signIn = open(8, 'ceremony');
  await byPolicy.onPage(TAB, 'entra-fido');
  expect(choose).not.toHaveBeenCalled();
  signIn = open(8, 'waiting-for-page');
  await byPolicy.onPage(TAB, 'entra-fido');
  expect(choose).toHaveBeenCalledOnce();
});

test("whoever goes back to the browser's own way keeps it in that tab", async () => {
  signIn = open(TAB, 'waiting-for-page');
  byPolicy.onLeft();
  signIn = null;
  await byPolicy.onPage(TAB, 'entra-username');
  expect(choose).not.toHaveBeenCalled();
  front = 8;
  await byPolicy.onPage(8, 'entra-username');
  expect(choose.mock.calls).toEqual([[8]]);
  byPolicy.onTabRemoved(TAB);
  front = TAB;
  await byPolicy.onPage(TAB, 'entra-username');
  expect(choose).toHaveBeenCalledTimes(2);
});

test('a choice that cannot be made leaves the page as it is', async () => {
  choose.mockRejectedValue(new Error('bridge-missing'));
  await expect(byPolicy.onPage(TAB, 'entra-username')).resolves.toBeUndefined();
});

test('a wish for the own way outlives the worker, but not the person', async () => {
  signIn = open(TAB, 'waiting-for-page');
  byPolicy.onLeft();
  signIn = null;
  await vi.waitFor(() => expect(kept).toEqual({ 'own-way': [TAB] }));
  byPolicy = worker();
  await byPolicy.onPage(TAB, 'entra-username');
  expect(choose).not.toHaveBeenCalled();
  byPolicy.forget();
  await vi.waitFor(() => expect(kept).toEqual({ 'own-way': [] }));
  byPolicy = worker();
  await byPolicy.onPage(TAB, 'entra-username');
  expect(choose.mock.calls).toEqual([[TAB]]);
});
