import { expect, it } from 'vitest';
import type { Row } from '../../bench/results.ts';
import { summarise } from '../../bench/statistics.ts';
import { withTargets } from '../../bench/targets.ts';
import { row } from './sample-report.ts';

const OPEN = 'A program that has the key open already';

function judged(rows: readonly Row[]): boolean | undefined {
  return withTargets(rows)[0]?.target?.met;
}

function warm(peer: string, overhead: number, commands: readonly string[], whileTyping = 0): Row {
  const figures = { overhead: summarise([overhead]), commands, whileTyping };
  return row(peer, overhead + 20, { subject: OPEN, what: 'get, PIN', ...figures });
}

const LIBFIDO2 = warm('libfido2', 1, ['06/02', '06/09', '02']);
const CONVERSATION = ['06/01', '06/02', '06/09', '02'];

it('wants a warm ceremony to cost little, and no more commands than there must be', () => {
  expect(judged([warm('Wardkey', 1.5, CONVERSATION, 2), LIBFIDO2])).toBe(true);
  expect(judged([warm('Wardkey', 2.5, CONVERSATION, 2), LIBFIDO2])).toBe(false);
  expect(judged([warm('Wardkey', 1.5, CONVERSATION, 1), LIBFIDO2])).toBe(false);
});

it('wants the first answer three times as soon as of the slow ones', () => {
  const info = (peer: string, ms: number | string) => row(peer, ms, { what: 'key information' });
  expect(judged([info('Wardkey', 50), info('ykman', 150), info('libfido2 tools', 5)])).toBe(true);
  expect(judged([info('Wardkey', 50), info('ykman', 149)])).toBe(false);
  expect(judged([info('Wardkey', 50), info('ykman', 'not installed')])).toBeUndefined();
});

it('holds nobody else to anything', () => {
  expect(withTargets([LIBFIDO2])[0]?.target).toBeUndefined();
});

it('wants a key that comes to be told of before anybody notices the wait', () => {
  const came = (ms: number) =>
    row('Wardkey bridge', ms, { what: 'a key comes: until it is read and told of' });
  expect(judged([came(149)])).toBe(true);
  expect(judged([came(151)])).toBe(false);
  const went = row('Wardkey bridge', 151, { what: 'it goes: until that is told' });
  expect(judged([went])).toBeUndefined();
});

it('wants no part of the look at a page to take it long, and holds the sum to nothing', () => {
  const part = (what: string, ms: number) =>
    row('Wardkey', ms, { subject: 'A page that is looked at', what });
  expect(judged([part('its longest piece in idle time', 2)])).toBe(true);
  expect(judged([part('its longest piece in idle time', 2.1)])).toBe(false);
  expect(judged([part('all of it until the page is known, cold', 2.1)])).toBeUndefined();
});

it.each(['Chromium', 'Firefox'])("wants little on top of what %s's own key takes", (browser) => {
  const call = (peer: string, ms: number) =>
    row(peer, ms, { subject: 'A page in a browser', what: `get() in ${browser}` });
  const own = call(`${browser}'s own`, 10);
  expect(judged([call('Wardkey', 18), own])).toBe(true);
  expect(judged([call('Wardkey', 19), own])).toBe(false);
  expect(judged([call('Wardkey', 19)])).toBeUndefined();
  expect(judged([own, call('Wardkey', 1)])).toBeUndefined();
});
