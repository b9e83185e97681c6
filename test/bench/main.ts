// Wardkey beside libfido2's tools, python3-fido2 and ykman on the same virtual key:
//   npm run bench [-- --quick] [--json] [--write] [--runs N] [--only SUBJECT[,SUBJECT...]]
// The full run writes RESULTS.md and its plots, a quick one with --write; --json prints one JSON document
// as the last line.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { circumstances, loadNow } from './circumstances.ts';
import { REMARKS } from './remarks.ts';
import { renderMarkdown } from './render/markdown.ts';
import { renderPlot } from './render/plot.ts';
import { renderTable } from './render/table.ts';
import { grouped, type Report } from './report.ts';
import type { Row } from './results.ts';
import { bridge } from './subjects/bridge.ts';
import { cancel } from './subjects/cancel.ts';
import { cards } from './subjects/cards.ts';
import { cold } from './subjects/cold.ts';
import { guest } from './subjects/guest.ts';
import { idle } from './subjects/idle.ts';
import { pageCall } from './subjects/page-call.ts';
import { pageLook } from './subjects/page-look.ts';
import { plugging } from './subjects/plugging.ts';
import { start } from './subjects/start.ts';
import type { BenchOptions, Subject } from './subjects/subject.ts';
import { warm } from './subjects/warm.ts';
import { withTargets } from './targets.ts';

const SUBJECTS: readonly Subject[] = [
  start,
  cold,
  cards,
  warm,
  cancel,
  plugging,
  bridge,
  idle,
  pageCall,
  pageLook,
  guest,
];
const RUNS = { quick: 7, full: 100 };

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    runs: { type: 'string' },
    only: { type: 'string' },
  },
});
const { quick } = values;
const runs = Number(values.runs ?? (quick ? RUNS.quick : RUNS.full));
if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError('--runs takes a number from 1');
const only = values.only?.split(',');
const unknown = only?.filter((name) => !SUBJECTS.some((subject) => subject.name === name)) ?? [];
if (unknown.length > 0) throw new RangeError(`no such subject: ${unknown.join(', ')}`);

const options: BenchOptions = { runs, quick, say: (text) => process.stderr.write(`${text}\n`) };
const before = loadNow();
const started = performance.now();
const rows: Row[] = [];
const wanted = SUBJECTS.filter(({ name }) => only === undefined || only.includes(name));
let failed = false;
for (const [at, subject] of wanted.entries()) {
  options.say(`part ${at + 1} of ${wanted.length}, ${subject.name}, after ${minutesSoFar()}`);
  try {
    rows.push(...(await subject.measure(options)));
  } catch (error) {
    // The other parts are worth having all the same.
    failed = true;
    rows.push(brokenOff(subject, error));
  }
}
options.say(`done after ${minutesSoFar()}`);
if (failed) process.exitCode = 1;
const report: Report = {
  circumstances: await circumstances({ runs, quick }, before),
  rows: withTargets(rows),
};
if (values.write || (!quick && only === undefined)) await writeResults(report);
process.stdout.write(renderTable(report));
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);

function minutesSoFar(): string {
  return `${((performance.now() - started) / 60_000).toFixed(1)} minutes`;
}

function brokenOff({ name }: Subject, error: unknown): Row {
  const empty = `it broke off: ${error instanceof Error ? error.message : String(error)}`;
  options.say(`${name}: ${empty}`);
  return { subject: 'Broken off', what: name, peer: '', way: '', unit: '', empty };
}

/** Writes the page and the plots beside this file. */
async function writeResults(measured: Report): Promise<void> {
  const plots = new Map<string, string>();
  for (const [subject, groups] of grouped(measured.rows)) {
    const plot = renderPlot(subject, groups);
    if (plot === undefined) continue;
    const name = `${subject.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.svg`;
    plots.set(subject, name);
    await writeFile(new URL(name, import.meta.url), plot);
  }
  const page = renderMarkdown(measured, plots, REMARKS);
  await writeFile(new URL('RESULTS.md', import.meta.url), page);
}
