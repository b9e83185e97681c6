import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Probe } from '../../../../bridge/diagnosis/probe.ts';
import {
  CONNECTION_PROBES,
  deviceProbes,
  INSTALLATION_PROBES,
} from '../../../../bridge/diagnosis/probe-sets.ts';
import { runCheckUp } from '../../../../bridge/diagnosis/run-check-up.ts';
import { CHECK_IDS, CHECKS } from '../../../../shared/diagnosis/checks.ts';
import { judge } from '../../../../shared/diagnosis/verdict.ts';
import { SickMachine } from '../../../rig/sick-machine.ts';

/** As long as a check-up may take that needs nobody's hands, in milliseconds. */
const WHOLE_MS = 3_000;

const ALL = [...CONNECTION_PROBES, ...INSTALLATION_PROBES, ...deviceProbes('either')];
/** In the place of each probe one that hears nothing and never answers. */
const HUNG: readonly Probe[] = ALL.map(({ check }) => ({
  check,
  run: () => new Promise(() => {}),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('no check that needs nobody may take as long as the whole', () => {
  for (const check of CHECK_IDS) {
    if (CHECKS[check].needs !== 'person') expect(CHECKS[check].limitMs).toBeLessThan(WHOLE_MS);
  }
});

test('a check-up of which no check ever answers ends in time, and says so of each', async () => {
  const sick = new SickMachine();
  const ended = vi.fn();
  const checkUp = runCheckUp(
    { ...sick.machine(), patience: 1 },
    { probes: HUNG, signal: new AbortController().signal, onProgress: () => {} },
  ).finally(ended);
  await vi.advanceTimersByTimeAsync(WHOLE_MS);
  expect(ended).toHaveBeenCalledOnce();
  const { findings, checks } = await checkUp;
  expect(checks.map(({ state }) => state)).toEqual(ALL.map(() => 'unanswered'));
  expect(findings.length).toBe(ALL.length);
  const verdict = judge(findings, { wanted: 'either', hasOtherWay: null });
  expect(verdict).toMatchObject({ outcome: 'unknown', cause: null });
  vi.useRealTimers();
  await sick.end();
});

test('one that hangs keeps the others from nothing', async () => {
  const sick = new SickMachine();
  const answers: Probe = { check: 'policy', run: async () => [{ code: 'policy-wrong' }] };
  const [hung] = HUNG.filter(({ check }) => check === 'keys');
  const checkUp = runCheckUp(
    { ...sick.machine(), patience: 1 },
    {
      probes: [answers, ...(hung === undefined ? [] : [hung])],
      signal: new AbortController().signal,
      onProgress: () => {},
    },
  );
  await vi.advanceTimersByTimeAsync(WHOLE_MS);
  expect((await checkUp).findings).toEqual([
    { code: 'policy-wrong' },
    { code: 'unanswered-key', facts: { check: 'keys' } },
  ]);
  vi.useRealTimers();
  await sick.end();
});
