import { setTimeout as sleep } from 'node:timers/promises';
import { recognisePage } from '../../../shared/portals/match.ts';
import type { PageSnapshot } from '../../../shared/portals/snapshot.ts';
import * as v from '../../../shared/schema/schema.ts';
import { readerBundle } from '../../extension/content/reader-bundle.ts';
import type {} from '../../extension/content/reader-global.ts';
import { EitherBrowser } from '../../kit/either-browser.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import type { Fixture } from '../../portal/fixtures/fixture.ts';
import { fixtures } from '../../portal/fixtures/fixtures.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'A page that is looked at';
/** The scripts that stand in the page from its beginning, and those that are sent to it later. */
const AT_LOAD = ['web-eid.iife', 'page-seen.iife'];
const LATER = ['page-catalogue', 'page-pages', 'page-look'];
/** Until the script has looked at a page that rests, in milliseconds. */
const LOOKED_MS = 1_000;
const QUICK_RUNS = 7;
/** One is shorter than a clock can tell. */
const AT_ONCE = 100;

/** What of a trace is looked at: a thing that took the main thread's time, in microseconds. */
const Trace = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      ts: v.number(),
      tid: v.number(),
      pid: v.number(),
      tdur: v.optional(v.number()),
      args: v.optional(v.unknown()),
    }),
  ),
});
type TraceEvent = v.InferOutput<typeof Trace>['traceEvents'][number];
/** The tasks in which the look is done; pages of the tests have no scripts of their own. */
const PIECES = ['FireIdleCallback', 'TimerFire'];

/** What the look at a page costs that page: at its load, in its idle time, and the matcher alone. */
export const pageLook: Subject = {
  name: 'look',
  async measure({ runs, quick, say }) {
    say(SUBJECT);
    const largest = fixtures().toSorted((a, b) => b.html.length - a.html.length)[0];
    if (largest === undefined) throw new Error('no fixture');
    const times = quick ? QUICK_RUNS : runs;
    return [...(await inBrowser(largest, times)), ...(await byItself(largest, times))];
  },
};

function series(what: string, way: string): Series {
  return new Series({ subject: SUBJECT, what, peer: 'Wardkey', way, unit: 'ms' });
}

/** The content scripts as the browser runs them, the main thread's own time as a trace tells it. */
async function inBrowser({ url, html }: Fixture, runs: number): Promise<readonly Row[]> {
  const atLoad = series('all content scripts at load, cold', 'Chromium, trace of the main thread');
  const later = series('the longest that comes later, cold', 'Chromium, trace of the main thread');
  const piece = series('its longest piece in idle time', 'Chromium, trace of the main thread');
  await using wardkey = await EitherBrowser.launch('chromium');
  const page = await wardkey.browser.newPage();
  wardkey.portal.stand({ url, html });
  for (let run = 0; run < runs; run += 1) {
    await page.goto('about:blank');
    await page.tracing.start({ categories: ['devtools.timeline'] });
    await page.goto(url);
    await sleep(LOOKED_MS);
    const text = new TextDecoder().decode(await page.tracing.stop());
    const { traceEvents } = v.parse(Trace, JSON.parse(text));
    const first = AT_LOAD.map((name) => scriptOf(traceEvents, name));
    atLoad.add(first.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000);
    later.add(longest(LATER.map((name) => scriptOf(traceEvents, name))));
    const [start] = first;
    piece.add(
      longest(
        traceEvents.filter(
          ({ name, ts, tid, pid }) =>
            PIECES.includes(name) && start?.tid === tid && start.pid === pid && ts > start.ts,
        ),
      ),
    );
  }
  return [atLoad.row(), later.row(), piece.row()];
}

/** @throws Error for a script that the browser did not run */
function scriptOf(traceEvents: readonly TraceEvent[], file: string): TraceEvent {
  const script = traceEvents.find(
    ({ name, args }) => name === 'EvaluateScript' && JSON.stringify(args).includes(`/${file}`),
  );
  if (script?.tdur === undefined) throw new Error(`the page was not given ${file}`);
  return script;
}

/** In milliseconds. */
function longest(events: readonly TraceEvent[]): number {
  return Math.max(...events.map(({ tdur = 0 }) => tdur)) / 1000;
}

/** Reader and matcher, again and again on the same page. */
async function byItself({ url, html }: Fixture, runs: number): Promise<readonly Row[]> {
  const look = series('a whole look, warm', 'Chromium, largest page of the tests');
  const match = series('the matcher alone', 'Node.js, largest page of the tests');
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.evaluate(await readerBundle());
  const read = await page.evaluate(
    (document_, address, times) => {
      document.open();
      document.write(document_);
      document.close();
      const took: number[] = [];
      for (let run = 0; run < times; run += 1) {
        const started = performance.now();
        window.wardkeyReader.read(address);
        took.push(performance.now() - started);
      }
      return { took, seen: window.wardkeyReader.read(address).seen };
    },
    html,
    url,
    runs,
  );
  await browser.close();
  for (const ms of read.took) look.add(ms);
  for (let run = 0; run < runs; run += 1) match.add(matchTime(read.seen));
  return [look.row(), match.row()];
}

function matchTime(seen: PageSnapshot): number {
  const started = performance.now();
  for (let count = 0; count < AT_ONCE; count += 1) recognisePage(seen);
  return (performance.now() - started) / AT_ONCE;
}
