import { expect, test } from 'vitest';
import { tableLines } from '../../../../bridge/cli/text-table.ts';
import { fitted, textWidth, wrapped } from '../../../../bridge/cli/text-width.ts';

const TABLE = {
  head: ['Website', 'Account', 'ID'],
  rows: [
    ['login.example.org', 'sam.jones@example.org', '4f2a9c01'],
    ['日本.example', 'élodie', 'ab12'],
  ],
};

test('columns stand under one another, wide letters among them', () => {
  expect(tableLines(TABLE, undefined)).toEqual([
    'Website            Account                ID',
    'login.example.org  sam.jones@example.org  4f2a9c01',
    '日本.example       élodie                 ab12',
  ]);
});

test.each([80, 40, 32])('a table fits into %i columns', (columns) => {
  const lines = tableLines(TABLE, columns);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
  expect(lines.join('\n').includes('…')).toBe(columns < 50);
});

test('where not even narrow columns fit, each row has lines of its own', () => {
  expect(tableLines(TABLE, 20)).toEqual([
    'Website: login.example.org',
    'Account: sam.jones@example.org',
    'ID: 4f2a9c01',
    '',
    'Website: 日本.example',
    'Account: élodie',
    'ID: ab12',
  ]);
});

test('a text is cut by what it takes on the screen', () => {
  expect(fitted('日本語', 5)).toBe('日本…');
  expect(fitted('e\u0301e\u0301', 2)).toBe('e\u0301e\u0301');
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('https://example.org/long', 7)).toEqual(['https://example.org/long']);
});
