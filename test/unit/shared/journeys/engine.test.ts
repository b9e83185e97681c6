import { describe, expect, test } from 'vitest';
import { JOURNEYS, journeyOf } from '../../../../shared/journeys/catalogue.ts';
import {
  goBack,
  goOn,
  isOver,
  onAttached,
  onPage,
  type Place,
  skip,
  startAt,
} from '../../../../shared/journeys/engine.ts';
import type { Journey } from '../../../../shared/journeys/journey.ts';
import { isOffered, journeysFor } from '../../../../shared/journeys/offer.ts';

const NOTHING = { key: false, card: false };

function journey(id: string): Journey {
  const found = journeyOf(id);
  if (found === undefined) throw new Error(`No journey ${id}`);
  return found;
}

/** The steps that a row of pages leads through, from the first page on. */
function stepsThrough(id: string, [first = '', ...pages]: readonly string[]): readonly number[] {
  const walked = journey(id);
  let place = startAt(walked, first);
  return [
    place.step,
    ...pages.map((page) => {
      place = onPage(walked, place, page);
      return place.step;
    }),
  ];
}

describe('the pages move it on', () => {
  test.each([
    [
      'key-sign-in',
      ['portal-home', 'entra-username', 'entra-cred-picker', 'entra-fido', 'entra-kmsi'],
      [1, 2, 4, 5, 6],
    ],
    [
      'key-sign-in',
      ['entra-username', 'entra-password', 'entra-fido', 'portal-signed-in'],
      [2, 3, 5, 7],
    ],
    [
      'smartcard-sign-in',
      ['portal-home', 'nhsmail-sign-in', 'cis2-choose-authenticator', 'cis2-smartcard', 'owa'],
      [1, 2, 3, 4, 8],
    ],
    ['number-match-sign-in', ['portal-home', 'entra-number-match', 'portal-signed-in'], [1, 2, 3]],
    [
      'phone-call',
      [
        'security-info',
        'security-info-add-dialog',
        'security-info-phone',
        'security-info-phone-code',
        'security-info-phone-done',
        'security-info',
      ],
      [1, 3, 4, 5, 6, 7],
    ],
  ])('%s through %j', (id, pages, steps) => {
    expect(stepsThrough(id, pages)).toEqual(steps);
  });

  test('and back, when the person goes back or closes the dialog', () => {
    expect(stepsThrough('key-sign-in', ['entra-fido', 'entra-cred-picker'])).toEqual([5, 4]);
    expect(stepsThrough('phone-call', ['security-info-add-dialog', 'security-info'])).toEqual([
      3, 2,
    ]);
    expect(
      stepsThrough('authenticator-security-info', ['ms-register-approved', 'security-info']),
    ).toEqual([16, 17]);
  });

  test('a page of no step leaves it where it is', () => {
    expect(stepsThrough('key-sign-in', ['entra-username', 'support-article', 'esr'])).toEqual([
      2, 2, 2,
    ]);
  });

  test('the same page once more does not undo what the person did by hand', () => {
    const walked = journey('enrol-mfa');
    const at = goOn(walked, startAt(walked, 'portal-self-service'));
    expect(at.step).toBe(5);
    expect(onPage(walked, at, 'portal-self-service').step).toBe(5);
  });

  test('what is done stays done, until it is begun anew', () => {
    const walked = journey('account-locked');
    const done = goOn(walked, startAt(walked, null));
    expect(isOver(walked, done)).toBe(true);
    expect(onPage(walked, done, 'entra-error').step).toBe(done.step);
  });
});

describe('the person moves it', () => {
  test('on past steps that not everybody has, and back one at a time', () => {
    const walked = journey('key-sign-in');
    const at = goOn(walked, startAt(walked, 'entra-username'));
    expect(at.step).toBe(4);
    expect(goBack(at).step).toBe(3);
    expect(goBack(goBack(goBack(goBack(at)))).step).toBe(1);
  });

  test('past what was done before', () => {
    const walked = journey('authenticator-security-info');
    const at = startAt(walked, 'ms-register-start-app');
    expect([at.step, skip(walked, at).step]).toEqual([4, 7]);
    expect(skip(walked, { ...at, step: 5 }).step).toBe(5);
  });

  test('to the end of every journey, and never beyond', () => {
    for (const walked of JOURNEYS) {
      let place: Place = startAt(walked, null);
      for (let press = 0; press < 40; press += 1) place = goOn(walked, place);
      expect(isOver(walked, place), walked.id).toBe(true);
      expect(place.step, walked.id).toBe(walked.steps.length + 1);
    }
  });
});

test('a step that waits for a key is done once the key is there', () => {
  const walked = journey('fido2-register');
  const waiting: Place = { journey: walked.id, step: 6, page: 'portal-fido2-tokens' };
  expect(onAttached(walked, waiting, NOTHING).step).toBe(6);
  expect(onAttached(walked, waiting, { key: false, card: true }).step).toBe(6);
  expect(onAttached(walked, waiting, { key: true, card: false }).step).toBe(7);
  expect(onAttached(walked, { ...waiting, step: 5 }, { key: true, card: false }).step).toBe(5);
});

describe('what is offered', () => {
  const ids = (page: string, attached = NOTHING): readonly string[] =>
    journeysFor(page, attached).map(({ id }) => id);

  test('goes with what is plugged in', () => {
    expect(ids('portal-home')[0]).toBe('key-sign-in');
    expect(ids('portal-home', { key: false, card: true })[0]).toBe('smartcard-sign-in');
    expect(ids('nhsmail-sign-in', { key: true, card: false })[0]).toBe('key-sign-in');
  });

  test('fits the page, three at most', () => {
    expect(ids('entra-number-match').slice(0, 2)).toEqual([
      'number-match-sign-in',
      'unexpected-prompt',
    ]);
    expect(ids('entra-fido')).toContain('fido2-not-working');
    expect(ids('entra-error')).toEqual(['account-locked']);
    expect(ids('cis2-smartcard')).toContain('smartcard-problems');
    for (const page of ['portal-home', 'entra-password', 'security-info']) {
      expect(ids(page).length).toBeLessThanOrEqual(3);
    }
  });

  test('only where a guide can be of use', () => {
    expect(isOffered('entra-username')).toBe(true);
    expect(isOffered('portal-signed-in')).toBe(false);
    expect(isOffered('owa')).toBe(false);
    expect(isOffered('no-such-page')).toBe(false);
    expect(isOffered(null)).toBe(false);
  });
});

test('what was lost is offered after what most people come to a page for', () => {
  const none = { key: false, card: false };
  const offered = (page: string) => journeysFor(page, none).map(({ id }) => id);
  expect(offered('security-info').at(-1)).toBe('fido2-lost');
  expect(offered('cis2-smartcard').at(-1)).toBe('smartcard-lost');
});
