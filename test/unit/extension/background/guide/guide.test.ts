import { expect, test, vi } from 'vitest';
import { Guide } from '../../../../../extension/background/guide/guide.ts';
import { GuideStore } from '../../../../../extension/background/guide/guide-store.ts';

const TAB = 7;
const CARD = { key: false, card: true };
const NOTHING = { key: false, card: false };

/** The guide of one worker after another, over one session storage. */
function browserSession() {
  const kept: Record<string, unknown> = {};
  const area = {
    get: async () => structuredClone(kept),
    set: async (items: Record<string, unknown>) => void Object.assign(kept, items),
  };
  const onFinish = vi.fn<(why: 'person' | 'card') => void>();
  const worker = () => new Guide({ store: new GuideStore(area), onChange: () => {}, onFinish });
  return { worker, onFinish, text: () => JSON.stringify(kept) };
}

async function begun(journey: string) {
  const session = browserSession();
  const guide = session.worker();
  await guide.onPage(TAB, 'portal-home', true);
  await guide.pick(TAB, journey);
  return { ...session, guide };
}

test('a card that is pulled takes the guide with it', async () => {
  const { guide, onFinish, text } = await begun('smartcard-sign-in');
  await guide.onAttached(CARD, true);
  expect(guide.isShown(TAB, false)).toBe(true);
  await guide.onAttached(NOTHING, true);
  expect(guide.isShown(TAB, false)).toBe(false);
  expect(onFinish.mock.calls).toEqual([['card']]);
  expect(text()).not.toContain('smartcard-sign-in');
});

test('so does one that was pulled while no worker was there', async () => {
  const { guide, worker, onFinish } = await begun('smartcard-sign-in');
  await guide.onAttached(CARD, true);
  const next = worker();
  await next.onAttached(NOTHING, true);
  expect(next.isShown(TAB, false)).toBe(false);
  expect(onFinish).toHaveBeenCalledOnce();
});

test('a card that a bridge has not found yet is not gone', async () => {
  const { guide, worker, onFinish } = await begun('smartcard-sign-in');
  await guide.onAttached(CARD, true);
  const next = worker();
  await next.onAttached(NOTHING, false);
  expect(next.hadCard).toBe(true);
  await next.onAttached(CARD, true);
  expect(next.isShown(TAB, false)).toBe(true);
  expect(onFinish).not.toHaveBeenCalled();
});

test('it does so once a journey is over, and where none was begun', async () => {
  const session = browserSession();
  const guide = session.worker();
  await guide.onPage(TAB, 'portal-home', true);
  await guide.onAttached(CARD, true);
  await guide.onAttached(NOTHING, true);
  expect(session.onFinish).toHaveBeenCalledOnce();
  expect(guide.of(TAB).page).toBeNull();
});

test('a key that answers as a card too may be moved to another socket', async () => {
  const { guide, onFinish } = await begun('key-sign-in');
  await guide.onAttached({ key: true, card: true }, true);
  await guide.onAttached(NOTHING, true);
  expect(onFinish).not.toHaveBeenCalled();
  expect(guide.of(TAB).place?.journey).toBe('key-sign-in');
});

test('only steps with a card want cards to be read', async () => {
  const { guide } = await begun('smartcard-sign-in');
  expect(guide.waitsForCard).toBe(true);
  await guide.pick(TAB, 'key-sign-in');
  expect(guide.waitsForCard).toBe(false);
  await guide.finish('person');
  expect(guide.waitsForCard).toBe(false);
});

test('a person who is finished leaves nothing, in any tab', async () => {
  const { guide, onFinish, text } = await begun('key-sign-in');
  await guide.onPage(8, 'entra-username', true);
  await guide.finish('person');
  expect(onFinish.mock.calls).toEqual([['person']]);
  expect(text()).not.toMatch(/key-sign-in|entra/);
});

test('no banner stands on a page of mail: not with a journey, nor asked for, nor where a sign-in failed', async () => {
  const { guide } = await begun('key-sign-in');
  expect(guide.isShown(TAB, true)).toBe(true);
  await guide.onPage(TAB, 'owa', false);
  expect(guide.of(TAB).place?.journey).toBe('key-sign-in');
  expect(guide.isShown(TAB, false)).toBe(false);
  expect(guide.isShown(TAB, true)).toBe(false);
  await guide.hide(TAB, false);
  expect(guide.isShown(TAB, true)).toBe(false);
  await guide.onPage(8, 'owa', false);
  expect(guide.isShown(8, true)).toBe(false);
  await guide.onPage(TAB, 'portal-signed-in', false);
  expect(guide.isShown(TAB, false)).toBe(true);
});
