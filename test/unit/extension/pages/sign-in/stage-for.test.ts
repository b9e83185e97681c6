import { expect, test, vi } from 'vitest';

vi.mock('../../../../../extension/platform/browser.ts', () => ({ browser: {} }));
const { stageIdentity } = await import('../../../../../extension/pages/sign-in/stage-for.ts');

const device = { id: 'usb-1', transport: 'usb', name: 'Practice Key 5' } as const;

test('a touch that turns into a long one is shown as another stage, and so told anew', () => {
  const short = stageIdentity({ type: 'touch', device });
  expect(stageIdentity({ type: 'touch', device, long: true })).not.toBe(short);
  expect(stageIdentity({ type: 'touch', device, again: true })).not.toBe(short);
  expect(stageIdentity({ type: 'touch', device })).toBe(short);
});
