import { expect, test } from 'vitest';
import { liveState } from '../../../../shared/journeys/live-state.ts';
import type { CardCertificateState, CardState } from '../../../../shared/rpc/card.ts';
import type { DeviceSummary } from '../../../../shared/rpc/device.ts';
import type { Language } from '../../../../shared/settings/settings.ts';

const AT = Date.UTC(2026, 10, 22, 23, 30);
const DEVICE: DeviceSummary = {
  id: 'c',
  transport: 'smart-card',
  name: 'A reader',
  problem: 'device-not-fido',
};
const GOOD: CardCertificateState = {
  slot: '9a',
  purpose: 'authentication',
  validity: 'good',
  daysLeft: 101,
};
const CARD: CardState = {
  device: { id: 'c', transport: 'smart-card', name: 'A reader' },
  family: null,
  otherApplet: null,
  piv: { pinTries: 3, certificates: [GOOD], unreadable: [] },
};

function told(card: Partial<CardState>, language: Language = 'en') {
  return liveState(language, 'card', {
    bridge: { state: 'ready', version: '1' },
    list: { devices: [DEVICE], problems: [] },
    touch: false,
    cards: { list: { cards: [{ ...CARD, ...card }], problems: [] }, at: AT },
  });
}

function piv(change: Partial<NonNullable<CardState['piv']>>): Partial<CardState> {
  return { piv: { pinTries: 3, certificates: [GOOD], unreadable: [], ...change } };
}

test('a card that was read tells how long it is good, and how many tries are left', () => {
  expect(told({})).toEqual({
    tone: 'good',
    text: 'Card found: certificate good until 3 March 2027, 3 tries left.',
  });
  expect(told({}, 'cy').text).toContain('3 Mawrth 2027');
  expect(told(piv({ pinTries: null })).text).toBe(
    'Card found: certificate good until 3 March 2027.',
  );
});

test('the last try and an end that is near are said', () => {
  expect(told(piv({ pinTries: 1 })).text).toMatch(/3 March 2027\. One PIN try is left/);
  const near = { ...GOOD, validity: 'renewable', daysLeft: 0 } as const;
  expect(told(piv({ certificates: [near] })).text).toBe(
    'Card found: certificate good until 22 November 2026, 3 tries left. ' +
      'It ends soon. You can renew it now.',
  );
});

test.each<[string, Partial<CardState>, RegExp]>([
  ['locked', piv({ pinTries: 0 }), /locked/],
  [
    'out of date',
    piv({ certificates: [{ ...GOOD, validity: 'ended', daysLeft: -1 }] }),
    /ran out on 21 November 2026.*\(RA\)/,
  ],
  [
    'not good yet',
    piv({ certificates: [{ ...GOOD, validity: 'not-yet', daysLeft: 500 }] }),
    /not good yet/,
  ],
  ['mute', { device: { ...CARD.device, problem: 'card-mute' }, piv: null }, /card/],
  [
    'of a series that is over',
    { family: { name: 'X', series: '6', isCertain: true, blockedSince: '2026-05-07' } },
    /7 May 2026/,
  ],
])('a card that is %s is a problem', (_, card, text) => {
  const { tone, text: said } = told(card);
  expect(tone).toBe('problem');
  expect(said).toMatch(text);
});

test('a series that ends later is no trouble today', () => {
  const family = { name: 'X', series: '8', isCertain: true, blockedSince: '2027-01-01' };
  expect(told({ family }).tone).toBe('good');
});

test('what is no PIV card, or was not read, is just found', () => {
  const found = { tone: 'good', text: 'Card found: A reader.' };
  expect(told({ piv: null })).toEqual(found);
  expect(told({ device: { ...CARD.device, id: 'another' } })).toEqual(found);
  expect(told(piv({ certificates: [{ ...GOOD, purpose: 'signing' }] }))).toEqual(found);
});
