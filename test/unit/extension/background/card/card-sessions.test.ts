import { beforeEach, expect, test, vi } from 'vitest';
import { CardSessions } from '../../../../../extension/background/card/card-sessions.ts';
import type { DeviceList } from '../../../../../shared/rpc/device.ts';
import type { CardRemovedAct } from '../../../../../shared/settings/settings.ts';

const ORIGIN = 'https://portal.nhs.net';

let act: CardRemovedAct;
let isPageThere: boolean;
const done: string[] = [];

beforeEach(() => {
  act = 'tell';
  isPageThere = true;
  done.length = 0;
});

function sessions(): CardSessions {
  return new CardSessions({
    act: () => act,
    tell: async (tabId, origin) => {
      done.push(`tell ${tabId} ${origin}`);
      return isPageThere;
    },
    close: async (tabId) => {
      done.push(`close ${tabId}`);
    },
  });
}

function list(...ids: string[]): DeviceList {
  const devices = ids.map((id) => ({ id, transport: 'smart-card' as const, name: 'Reader' }));
  return { devices, problems: [] };
}

function begun(): CardSessions {
  const one = sessions();
  one.begin({ tabId: 7, origin: ORIGIN, card: 'a' });
  one.begin({ tabId: 8, origin: ORIGIN, card: 'b' });
  return one;
}

test('the page hears when its card is taken out, once, and no other page does', async () => {
  const one = begun();
  one.onDevices(list('a', 'b'));
  one.onDevices(list('b'));
  one.onDevices(list('b'));
  await vi.waitUntil(() => done.length > 0);
  expect(done).toEqual([`tell 7 ${ORIGIN}`]);
  expect(one.isWatching).toBe(true);
});

test('its tab is closed too where the administrator wants that, unless another page is in it', async () => {
  act = 'close';
  begun().onDevices(list('b'));
  await vi.waitUntil(() => done.length === 2);
  expect(done).toEqual([`tell 7 ${ORIGIN}`, 'close 7']);
  isPageThere = false;
  begun().onDevices(list('b'));
  await vi.waitUntil(() => done.length === 3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toHaveLength(3);
});

test('nothing is watched where nobody wants it, and nothing is told while nobody knows', () => {
  act = 'nothing';
  expect(begun().isWatching).toBe(false);
  act = 'tell';
  const one = begun();
  one.onDevices(null);
  one.onDevices({ devices: [], problems: ['pcsc-service-stopped'] });
  expect(done).toEqual([]);
  one.onTabRemoved(7);
  one.onTabRemoved(8);
  expect(one.isWatching).toBe(false);
});
