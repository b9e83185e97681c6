import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import {
  attachedIn,
  type DeviceNews,
  isBeyondBrowser,
  liveState,
} from '../../../../shared/journeys/live-state.ts';
import type { DeviceSummary } from '../../../../shared/rpc/device.ts';

const READY = { state: 'ready', version: '1' } as const;
const SUMMARY = {
  versions: ['FIDO_2_1'],
  aaguid: '00'.repeat(16),
  pinSet: true,
  userVerification: null,
  residentKeys: true,
  minPinLength: 4,
};
const KEY: DeviceSummary = { id: 'k', transport: 'usb', name: 'A key', key: SUMMARY };
const CARD: DeviceSummary = {
  id: 'c',
  transport: 'smart-card',
  name: 'A reader',
  problem: 'device-not-fido',
};

function news(...devices: DeviceSummary[]): DeviceNews {
  return { bridge: READY, list: { devices, problems: [] }, touch: false, cards: null };
}

test('what is not there is asked for', () => {
  expect(liveState('en', 'key', news(CARD))).toEqual({
    tone: 'wait',
    text: 'Put your key into the computer.',
  });
  expect(liveState('en', 'card', news(KEY)).text).toBe('Put your card in the reader.');
  const silent = { ...news(), list: null };
  expect(liveState('en', 'key', silent).text).toContain('is looking for');
});

test.each([
  ['rdp', 'through Remote Desktop.'],
  ['citrix', 'through Citrix.'],
  ['vmware', 'through VMware.'],
  ['virtual', 'somewhere else. Use'],
  ['other', 'somewhere else. Use'],
] as const)('from afar (%s) it is told on which side the key goes', (remote, text) => {
  const afar = { ...news(), bridge: { ...READY, remote } };
  const told = liveState('en', 'key', afar).text;
  expect(told).toContain('Put your key into the computer. You work on a computer');
  expect(told).toContain(text);
  expect(told).toContain('the computer in front of you');
  expect(liveState('cy', 'card', afar).text).toContain('o’ch blaen');
  // What is there was passed on already.
  expect(liveState('en', 'key', { ...news(KEY), bridge: afar.bridge }).text).toBe(
    'Key found: A key. It has a PIN.',
  );
});

test('what is there is told, with its PIN', () => {
  expect(liveState('en', 'key', news(CARD, KEY))).toEqual({
    tone: 'good',
    text: 'Key found: A key. It has a PIN.',
  });
  const without = { ...KEY, key: { ...SUMMARY, pinSet: false } };
  expect(liveState('en', 'key', news(without)).text).toContain('no PIN yet');
});

test('a card that is no security key is good for a sign-in with a card', () => {
  expect(liveState('en', 'card', news(CARD))).toEqual({
    tone: 'good',
    text: 'Card found: A reader.',
  });
  expect(liveState('en', 'card', news({ ...CARD, problem: 'device-busy' })).tone).toBe('problem');
});

test('a touch comes before all else, and a program that is not there is said', () => {
  expect(liveState('en', 'key', { ...news(KEY), touch: true }).tone).toBe('touch');
  const missing = { state: 'failed', code: 'bridge-missing', facts: {} } as const;
  expect(liveState('cy', 'key', { ...news(), bridge: missing }).tone).toBe('problem');
});

test('what is attached decides what is offered', () => {
  expect(attachedIn(null)).toEqual({ key: false, card: false });
  expect(attachedIn({ devices: [CARD], problems: [] })).toEqual({ key: false, card: true });
  expect(attachedIn({ devices: [KEY], problems: [] })).toEqual({ key: true, card: false });
  const onReader = { ...KEY, transport: 'nfc' } as const;
  expect(isBeyondBrowser({ devices: [onReader], problems: [] })).toBe(true);
  expect(isBeyondBrowser({ devices: [onReader, KEY], problems: [] })).toBe(false);
  expect(isBeyondBrowser({ devices: [CARD], problems: [] })).toBe(false);
});

test('what hides devices of another kind hinders nobody', () => {
  const withTrouble = (...problems: ErrorCode[]) => ({
    ...news(),
    list: { devices: [], problems },
  });
  expect(liveState('en', 'key', withTrouble('pcsc-service-stopped'))).toEqual({
    tone: 'wait',
    text: 'Put your key into the computer. The card reader service on this computer is not running.',
  });
  expect(liveState('en', 'card', withTrouble('hid-library-missing'))).toEqual({
    tone: 'wait',
    text: 'Put your card in the reader.',
  });
  expect(liveState('en', 'key', withTrouble('reader-none')).text).toBe(
    'Put your key into the computer.',
  );
  expect(liveState('en', 'key', withTrouble('pcsc-denied', 'hid-no-rule'))).toEqual(
    liveState('en', 'key', withTrouble('hid-no-rule')),
  );
  expect(liveState('en', 'key', withTrouble('hid-no-rule')).tone).toBe('problem');
  expect(liveState('en', 'card', withTrouble('hid-no-rule', 'pcsc-denied'))).toEqual(
    liveState('en', 'card', withTrouble('pcsc-denied')),
  );
  expect(liveState('en', 'card', withTrouble('pcsc-denied')).tone).toBe('problem');
});
