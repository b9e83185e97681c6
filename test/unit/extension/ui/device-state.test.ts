import { expect, test } from 'vitest';
import { deviceState } from '../../../../extension/ui/device-state.ts';
import type { DeviceSummary } from '../../../../shared/rpc/device.ts';

const CARD: DeviceSummary = {
  id: 'card-1',
  transport: 'smart-card',
  name: 'Practice Reader 00 00',
  problem: 'device-not-fido',
};
const NO_KEY = 'This card cannot be used as a security key. Use a different key or card.';

test.each(['smart-card', 'nfc'] as const)('%s: a card alone is a smartcard', (transport) => {
  const card = { ...CARD, transport };
  expect(deviceState('en', card)).toBe('This reader holds a smartcard.');
  expect(deviceState('en', card, 'card')).toBe('This reader holds a smartcard.');
  expect(deviceState('cy', card)).toBe('Mae cerdyn clyfar yn y darllenydd hwn.');
});

test('where a key is asked for, it will not do', () => {
  expect(deviceState('en', CARD, 'key')).toBe(NO_KEY);
});

test('a device on USB that is no security key is no smartcard either', () => {
  expect(deviceState('en', { ...CARD, transport: 'usb' })).toBe(NO_KEY);
});

test('any other problem of a card is told, whatever is asked for', () => {
  const held: DeviceSummary = { ...CARD, problem: 'device-busy' };
  for (const wanted of [undefined, 'key', 'card'] as const) {
    expect(deviceState('en', held, wanted)).toContain('is using the key or card.');
  }
});
