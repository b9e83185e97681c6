import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { isTooOld } from '../../../shared/diagnosis/least-browsers.ts';
import type { BrowserSeen } from '../machine.ts';
import { meantBrowsers } from '../meant-browsers.ts';
import type { Probe } from '../probe.ts';
import { textOf } from '../system-files.ts';

/** Whether browsers are too old, by what each has written of itself when the person used it last. */
export const BROWSER_VERSION_PROBE: Probe = {
  check: 'browser-version',
  async run(look) {
    const found = await Promise.all(meantBrowsers(look).map(ageFinding));
    // A browser that was removed leaves its profile: any that can do is enough.
    return found.every((ages) => ages.length > 0) ? found.flat() : [];
  },
};

async function ageFinding({ name, form, versions }: BrowserSeen): Promise<readonly Finding[]> {
  const texts = await Promise.all(versions.map(textOf));
  const told = texts.map((text) => /^(?:Version=)?([\d.]+)/m.exec(text ?? '')?.[1]);
  const version = told.find((one) => one !== undefined);
  if (version === undefined || !isTooOld(form, version)) return [];
  return [{ code: 'browser-old', facts: { browser: name, version } }];
}
