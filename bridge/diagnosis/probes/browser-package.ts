import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { Probe } from '../probe.ts';
import { isThere } from '../system-files.ts';

/** Whether a browser is there only as a package that shuts it off from programs like the bridge. */
export const BROWSER_PACKAGE_PROBE: Probe = {
  check: 'browser-package',
  async run({ machine, browser }) {
    const wanted = machine.browsers.filter(({ name, boxes, isThere: there }) =>
      browser === undefined ? !there && boxes.length > 0 : name === browser,
    );
    const found = await Promise.all(
      wanted.map(async ({ name, boxes }) => {
        const there = await Promise.all(boxes.map(({ path }) => isThere(path)));
        const box = boxes.find((_, index) => there[index]);
        return box === undefined
          ? []
          : [{ code: 'browser-boxed', facts: { browser: name, program: box.kind } } as const];
      }),
    );
    return found.flat() satisfies readonly Finding[];
  },
};
