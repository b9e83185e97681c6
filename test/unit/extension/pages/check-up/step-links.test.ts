import { expect, test, vi } from 'vitest';

vi.mock('../../../../../extension/platform/browser.ts', () => ({
  browser: { runtime: { getURL: (path: string) => `extension:/${path}` } },
}));
const { stepLink } = await import('../../../../../extension/pages/check-up/step-links.ts');
const { journeyOf } = await import('../../../../../shared/journeys/catalogue.ts');
const { STEP_IDS } = await import('../../../../../shared/diagnosis/steps.ts');

test.each(STEP_IDS)('%s leads to something that is there, if anywhere', (step) => {
  const link = stepLink(step);
  if (link === null) return;
  const [page = '', id = ''] = link.split('#');
  expect(page).toBe('extension:/extension/pages/help/help.html');
  expect(id === 'contacts' || journeyOf(id) !== undefined, id).toBe(true);
});

test.each([
  ['reset-key', 'fido2-forgot-pin'],
  ['read-forgotten-pin', 'fido2-forgot-pin'],
  ['report-lost-key', 'fido2-lost'],
  ['report-lost-card', 'smartcard-lost'],
  ['unlock-card', 'smartcard-problems'],
  ['ask-local-administrator', 'contacts'],
] as const)('%s leads to %s', (step, place) => {
  expect(stepLink(step)).toContain(`#${place}`);
});
