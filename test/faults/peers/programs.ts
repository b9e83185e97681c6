import { fileURLToPath } from 'node:url';
import { TARGETS } from '../../run/build.ts';

const BUNDLE = fileURLToPath(new URL(`../../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));
const KEY_NODE = '/dev/hidraw0';

/** What a fault is of, which decides who is asked. */
export type Kind = 'key' | 'card';

export interface Program {
  /** What is typed. */
  readonly typed: string;
  readonly command: readonly [string, ...string[]];
}

/** What somebody would start who wants to know why it does not work. */
export const PROGRAMS: Readonly<Record<Kind, readonly Program[]>> = {
  key: [
    wardkey('--key'),
    { typed: 'fido2-token -I', command: ['fido2-token', '-I', KEY_NODE] },
    { typed: 'ykman --diagnose', command: ['ykman', '--diagnose'] },
  ],
  card: [
    wardkey('--card'),
    { typed: 'pcsc_scan -c', command: ['pcsc_scan', '-c'] },
    { typed: 'opensc-tool -n', command: ['opensc-tool', '-n'] },
    { typed: 'ykman --diagnose', command: ['ykman', '--diagnose'] },
  ],
};

function wardkey(what: string): Program {
  return {
    typed: `wardkey check ${what}`,
    command: [process.execPath, BUNDLE, 'check', what],
  };
}
