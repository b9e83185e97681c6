import type { Row } from '../results.ts';
import { measurePageCalls } from './page-call-times.ts';
import type { Subject } from './subject.ts';

const SUBJECT = 'A page in a browser';
const QUICK_RUNS = 5;
const WHAT = 'get() from call to answer; the key answers at once';
const FIREFOX =
  'Firefox lets no extension answer a page in the place of the browser (webAuthenticationProxy)';

/** How long a page waits, through Wardkey and through the browser's own virtual authenticator, in turns. */
export const pageCall: Subject = {
  name: 'page',
  async measure({ runs, quick, say }) {
    say(SUBJECT);
    const place = { subject: SUBJECT, what: WHAT, unit: 'ms' };
    const times = await measurePageCalls(quick ? QUICK_RUNS : runs, 'pcsc');
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
      { ...place, peer: 'Wardkey', way: 'Firefox', empty: FIREFOX },
    ];
    return rows;
  },
};
