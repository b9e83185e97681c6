import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from './inside/checks.ts';
import { type GuestRun, runChecks } from './run-checks.ts';

// One guest is booted and does everything; each thing that it looked at is a test of its own here.

/** It takes two minutes on two idle processors. */
const TIMEOUT_MS = 840_000;

/** What the guest says of each check; why one failed is said by its test. */
const RESULT_LINE = /^\d+\.\d s {2}/;

const PIN_TRIES = '06/01';

let run: GuestRun = { checks: [], counts: [] };

beforeAll(async () => {
  const started = performance.now();
  run = await runChecks([], TIMEOUT_MS, (line) => {
    if (RESULT_LINE.test(line)) {
      console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${line}`);
    }
  });
});

describe('in a guest with a kernel and a hidraw device', () => {
  it('everything came to its end', () => {
    if (run.trouble !== undefined) throw run.trouble;
  });

  it.each(CHECKS.map(({ name }) => name))('%s', (name) => {
    const check = run.checks.find((each) => each.name === name);
    if (check === undefined) throw new Error('the guest did not come to this');
    if (check.error !== undefined) throw new Error(check.error);
  });

  it('no ceremony costs the key more with wardkey than with another client', () => {
    const ceremonies = run.counts.filter(({ ceremony }) => /^(register|sign in)/.test(ceremony));
    const compared = ceremonies
      .filter(({ client }) => client === 'wardkey')
      .flatMap((ours) =>
        ceremonies
          .filter(({ client, ceremony }) => client !== 'wardkey' && ceremony === ours.ceremony)
          .map((theirs) => ({ ours, theirs })),
      );
    expect(compared.length).toBeGreaterThan(0);
    for (const { ours, theirs } of compared) {
      const what = `${ours.ceremony}: ${ours.commands} of wardkey, ${theirs.commands} of ${theirs.client}`;
      // That one shows the person how many tries are left, which others do not.
      const needed = ours.commands.filter((command) => command !== PIN_TRIES);
      expect(needed.length, what).toBeLessThanOrEqual(theirs.commands.length);
      if (needed.length < ours.commands.length) continue;
      const reports = theirs.fromPlatform + theirs.toPlatform;
      expect(ours.fromPlatform + ours.toPlatform, what).toBeLessThanOrEqual(reports);
    }
  });
});
