import { expect, test } from 'vitest';
import { bannerView } from '../../../../../extension/background/guide/banner-text.ts';
import { readSupportCode } from '../../../../../shared/diagnosis/support-code.ts';
import type { BannerView } from '../../../../../shared/messages/banner-view.ts';
import type { CheckedUp, Trouble } from '../../../../../shared/messages/trouble.ts';

/** The guide on a page, after a sign-in that timed out and what a check-up has found since. */
function banner(
  findings: CheckedUp['findings'] | null,
  about: Pick<Trouble, 'wanted' | 'error' | 'shown'> = { wanted: 'key', error: 'touch-timeout' },
  page = 'portal-home',
): BannerView {
  const checkedUp = findings === null ? null : { ...about, findings, hasOtherWay: null };
  const trouble: Trouble = { ...about, checkedUp };
  const view = bannerView({
    language: 'en',
    guide: { page, offersSignIn: false, asked: false, place: null },
    contacts: undefined,
    version: '1.4.2',
    signIn: 'none',
    bridge: { state: 'ready', version: '1' },
    list: { devices: [], problems: [] },
    touch: false,
    cards: null,
    trouble,
  });
  if (view === null) throw new Error('there is no banner');
  return view;
}

function offersCheckUp({ buttons }: BannerView): boolean {
  return buttons.some(({ act }) => act === 'check-up');
}

test.each<[string, CheckedUp['findings'] | null]>([
  ['nobody has looked', null],
  ['a cause was found', [{ code: 'key-mute' }]],
  ['none was found', [{ code: 'sign-in-failed' }]],
])('it is a problem, with a way to find out why, where %s', (_, findings) => {
  const view = banner(findings);
  expect(view.live?.tone).toBe('problem');
  expect(offersCheckUp(view)).toBe(true);
});

test.each<[string, CheckedUp['findings']]>([
  ['what went wrong is gone', [{ code: 'trouble-gone' }]],
  ['all is well', [{ code: 'key-seen' }]],
])('it is good news, and nothing is left to find out, where %s', (_, findings) => {
  const view = banner(findings);
  expect(view.live?.tone).toBe('good');
  expect(offersCheckUp(view)).toBe(false);
});

test('a card that was pulled is no good news, though no check-up has found what is wrong', () => {
  const view = banner(null, { wanted: 'card', error: 'device-removed' });
  expect(view.live?.tone).toBe('problem');
  expect(offersCheckUp(view)).toBe(true);
});

test.each([
  ['AADSTS50053', 'account-locked', 'Your IT Service Desk', true],
  ['AADSTS50105', 'app-not-given', 'Local Administrator', false],
] as const)(
  'an error of a page (%s) has its code, its helper and its journey',
  (shown, code, helper, isLocked) => {
    const view = banner(null, { wanted: 'either', shown }, 'entra-error');
    expect(view.live?.text).toContain(`(${shown})`);
    expect(view.contacts.people[0]?.name).toBe(helper);
    const read = readSupportCode(view.contacts.code.replace(/^.*: /, ''));
    expect(read).toMatchObject({ hasCause: true, findings: [code] });
    expect(view.choices.some(({ journey }) => journey === 'account-locked')).toBe(isLocked);
  },
);
