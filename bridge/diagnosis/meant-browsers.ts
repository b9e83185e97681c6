import type { BrowserSeen } from './machine.ts';
import type { Look } from './probe.ts';

/** The browser that a look is about; else all that are there. */
export function meantBrowsers({
  machine,
  browser,
}: Pick<Look, 'machine' | 'browser'>): readonly BrowserSeen[] {
  return machine.browsers.filter(({ name, isThere }) =>
    browser === undefined ? isThere : name === browser,
  );
}
