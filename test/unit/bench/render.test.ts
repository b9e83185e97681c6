import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { renderMarkdown } from '../../bench/render/markdown.ts';
import { renderPlot } from '../../bench/render/plot.ts';
import { renderTable } from '../../bench/render/table.ts';
import { type Group, grouped, ratioToWardkey } from '../../bench/report.ts';
import { REPORT, row } from './sample-report.ts';

it('puts together what is compared', () => {
  const groups = grouped(REPORT.rows).get('Started') ?? [];
  expect(groups.map(({ what, rows }) => [what, rows.length])).toEqual([
    ['get', 3],
    ['memory', 1],
  ]);
});

it('compares with Wardkey on the same way, and else with Wardkey', () => {
  const card = { way: 'card' };
  const rows = [
    row('Wardkey', 100),
    row('Wardkey', 50, card),
    row('b', 75, card),
    row('c', 300, { way: 'x' }),
  ];
  const group: Group = { what: 'get', rows };
  expect(rows.map((one) => ratioToWardkey(one, group))).toEqual([undefined, undefined, 1.5, 3]);
  expect(ratioToWardkey(row('d', 5), { what: 'get', rows: [row('d', 5)] })).toBeUndefined();
});

it('writes a table with figures, ratios, reasons and targets', () => {
  const lines = renderTable(REPORT).split('\n');
  const lineOf = (start: string) => lines.find((line) => line.startsWith(start))?.split(/ {2,}/);
  expect(lineOf('Wardkey  ')).toEqual([
    'Wardkey',
    'USB',
    '200',
    '200',
    'ms',
    '20.0',
    '180',
    '180',
    '2 (+2 while the PIN is typed)',
    '18',
    '1',
  ]);
  expect(lineOf('libfido2')).toEqual([
    'libfido2 | tools',
    'USB',
    '50.0',
    '50.0',
    'ms',
    '0.25 ×',
    '1',
    '1',
    '3',
  ]);
  expect(lines).toContain('  python <fido2>: no figure, no such command');
  expect(lines).toContain('  Wardkey: target at most 300 ms: met');
  expect(lines).toContain('  Wardkey: target 60 MB: MISSED');
});

it('keeps every line of a table as wide as its heads', () => {
  const lines = renderTable(REPORT).split('\n');
  const heads = lines.find((line) => line.startsWith('program')) ?? '';
  const ours = lines.find((line) => line.startsWith('Wardkey  ')) ?? '';
  expect(ours.indexOf('200') + 3).toBe(heads.indexOf('median') + 'median'.length);
});

it('writes a page whose tables are whole', () => {
  const page = renderMarkdown(REPORT, new Map([['Started', 'started.svg']]), ['A remark.']);
  const table = page.split('\n').filter((line) => line.startsWith('|'));
  const cells = table.map((line) => line.replaceAll('\\|', '').split('|').length);
  expect(new Set(cells).size).toBe(1);
  expect(table).toHaveLength(2 + REPORT.rows.length);
  expect(page).toContain('![Started](started.svg)');
  expect(page).toContain('- A remark.');
  expect(page).toContain('- get: python <fido2>: no figure, no such command');
  expect(page).toContain('Load before 0.25, after 2.00.');
});

it('says when other programs were at work', () => {
  const load = { before: 3, after: 3 };
  const busy = { ...REPORT, circumstances: { ...REPORT.circumstances, load } };
  expect(renderTable(busy)).toContain('other programs were at work');
  expect(renderTable(REPORT)).not.toContain('other programs were at work');
});

it('draws the medians to scale, and nothing where there is nothing to draw', () => {
  const [first] = grouped(REPORT.rows).get('Started') ?? [];
  const plot = renderPlot('Started', first ? [first] : []) ?? '';
  const widths = Array.from(plot.matchAll(/<rect x="[\d.]+" y="\d+" width="([\d.]+)"/g), (found) =>
    Number(found[1]),
  );
  const [own = 0, ours = 0, , theirs = 0] = widths;
  expect(own + ours).toBeCloseTo(4 * theirs, 0);
  expect(own * 9).toBeCloseTo(ours, 0);
  expect(plot).not.toContain('python');
  expect(
    renderPlot('Memory', [{ what: 'memory', rows: [row('a', 1, { unit: 'MB' })] }]),
  ).toBeUndefined();
});

it('draws what can be read as XML', () => {
  const plot = renderPlot('A & B', [{ what: 'a < b', rows: [row('x > y', 5)] }]) ?? '';
  expect(plot).toContain('A &amp; B');
  // Every JSX element is one of XML too, and there is a parser for it here.
  expect(parseSync('plot.jsx', `(${plot})`, { lang: 'jsx' }).errors).toEqual([]);
});
