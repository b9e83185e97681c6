import { afterEach, expect, test, vi } from 'vitest';
import { checkDesk } from '../../../../faults/desk/check-desk.ts';
import { Desk } from '../../../../faults/desk/desk.ts';
import { DESK_FAULTS } from '../../../../faults/desk/desk-faults.ts';

vi.mock('../../../../../extension/platform/browser.ts', async () => {
  const { apis } = await import('../../../../faults/desk/played-apis.ts');
  return { browser: apis };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('at a desk at which nothing is broken all is well', async () => {
  const { verdict, findings } = await checkDesk(await Desk.set(), undefined);
  expect(findings).toEqual([]);
  expect(verdict.outcome).toBe('well');
});

test.each(DESK_FAULTS)('$name: $finds', async ({ finds, says = finds, key, does, ...fault }) => {
  const desk = await Desk.set(key);
  await fault.break(desk);
  const { verdict, findings } = await checkDesk(desk, does);
  const seen = findings.map(({ code }) => code);
  expect(seen).toContain(finds);
  expect(verdict.cause?.code ?? verdict.outcome, seen.join(', ')).toBe(says);
});
