import type { Row } from '../results.ts';
import { measureFirefoxCalls, measurePageCalls } from './page-call-times.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'A page in a browser';
const QUICK_RUNS = 5;
const WHAT = 'get() from call to answer; the key answers at once';
const WHAT_IN_FIREFOX = `${WHAT}, in Firefox`;
/** Choosing a sign-in takes seconds in Firefox; what is timed does not. */
const MOST_FIREFOX_RUNS = 20;

/** How long a page waits, through Wardkey and through the browser's own virtual authenticator, in turns. */
export const pageCall: Subject = {
  name: 'page',
  async measure({ runs, quick, say }) {
    say(SUBJECT);
    const place = { subject: SUBJECT, what: WHAT, unit: 'ms' };
    const times = await measurePageCalls(quick ? QUICK_RUNS : runs, 'pcsc');
    say(`${SUBJECT}: Firefox`);
    const firefoxRuns = quick ? QUICK_RUNS : Math.min(runs, MOST_FIREFOX_RUNS);
    const inFirefox = await measureFirefoxCalls(firefoxRuns).then(
      ({ throughWardkey, throughBrowser }) => ({
        wardkey: { summary: throughWardkey },
        own: { summary: throughBrowser },
      }),
      (error: unknown) => {
        const empty = { empty: `it broke off: ${String(error)}` };
        return { wardkey: empty, own: empty };
      },
    );
    const rows: Row[] = [
      {
        ...place,
        peer: 'Wardkey',
        way: 'Chromium, installed bridge, pcscd',
        summary: times.throughWardkey,
      },
      {
        ...place,
        peer: "Chromium's own",
        way: 'its virtual authenticator',
        summary: times.throughBrowser,
      },
      {
        ...place,
        what: WHAT_IN_FIREFOX,
        peer: 'Wardkey',
        way: 'Firefox ESR, bridge from its sources, no reader',
        ...inFirefox.wardkey,
      },
      {
        ...place,
        what: WHAT_IN_FIREFOX,
        peer: "Firefox's own",
        way: 'its virtual authenticator',
        ...inFirefox.own,
      },
    ];
    return rows;
  },
};
