import type { Browser, Page, Target } from 'puppeteer';
import { recognisePage } from '../../../shared/portals/match.ts';
import type { PageSnapshot } from '../../../shared/portals/snapshot.ts';
import { readerBundle } from '../../extension/content/reader-bundle.ts';
import type {} from '../../extension/content/reader-global.ts';
import { EitherBrowser } from '../../kit/either-browser.ts';
import { launchBrowser } from '../../pictures/browser.ts';
import type { Fixture } from '../../portal/fixtures/fixture.ts';
import { fixtures } from '../../portal/fixtures/fixtures.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import { CATEGORIES, lookCost } from './page-look-trace.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'A page that is looked at';
/** How long a page waits to be known, in milliseconds: a run that takes longer is void. */
const KNOWN_MS = 10_000;
/** Where so many runs are void, none is worth anything. */
const MOST_VOIDS = 10;
const QUICK_RUNS = 7;
/** One is shorter than a clock can tell. */
const AT_ONCE = 100;

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
async function inBrowser(fixture: Fixture, runs: number): Promise<readonly Row[]> {
  const way = 'Chromium, trace of the main thread';
  const atLoad = series('all content scripts at load, cold', way);
  const later = series('the longest that comes later, cold', way);
  const piece = series('its longest piece in idle time', way);
  const together = series('all of it until the page is known, cold', way);
  let voids = 0;
  await using wardkey = await EitherBrowser.launch('chromium');
  const page = await wardkey.browser.newPage();
  wardkey.portal.stand(fixture);
  for (let run = 0; run < runs; ) {
    try {
      const cost = lookCost(await traceOfLook(wardkey.browser, page, fixture.url));
      atLoad.add(cost.atLoad);
      later.add(cost.longestLater);
      piece.add(cost.longestPiece);
      together.add(cost.together);
      run += 1;
    } catch (error) {
      voids += 1;
      if (voids === MOST_VOIDS) throw error;
    }
  }
  return [atLoad, later, piece, together].map((one) => ({ ...one.row(), voids }));
}

/** @returns the trace, from before the page is asked for until it has told what it is */
async function traceOfLook(browser: Browser, page: Page, url: string): Promise<string> {
  await page.goto('about:blank');
  const isBackground = (target: Target): boolean => target.type() === 'service_worker';
  const worker = await (await browser.waitForTarget(isBackground)).worker();
  if (worker === null) throw new Error('the background does not run');
  await worker.evaluate((patience) => {
    const told = new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error('the page is not known')), patience);
      chrome.runtime.onMessage.addListener((message: unknown) => {
        if (JSON.stringify(message).includes('"page.seen"')) resolve();
      });
    });
    Reflect.set(globalThis, 'told', told);
  }, KNOWN_MS);
  await page.tracing.start({ categories: [...CATEGORIES] });
  // The next run begins a trace of its own, however this one ends.
  const known = await Promise.allSettled([
    page.goto(url),
    worker.evaluate(async () => {
      await Reflect.get(globalThis, 'told');
    }),
  ]);
  const trace = await page.tracing.stop();
  for (const part of known) if (part.status === 'rejected') throw part.reason;
  return new TextDecoder().decode(trace);
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
