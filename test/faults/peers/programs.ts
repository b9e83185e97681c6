import { fileURLToPath } from 'node:url';
import { TARGETS } from '../../run/build.ts';

const BUNDLE = fileURLToPath(new URL(`../../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));
const KEY_NODE = '/dev/hidraw0';

/** What a fault is of, which decides who is asked: of a key that is not there, nobody knows the path. */
export type Kind = 'key' | 'no key' | 'card';

export interface Program {
  /** What is typed. */
  readonly typed: string;
  /** `null` for one that cannot see such a device: it is not asked, and nothing is said of it. */
  readonly command: readonly [string, ...string[]] | null;
}

/** It looks for keys of its own maker alone on USB. */
const YKMAN_ON_USB: Program = { typed: 'ykman --diagnose', command: null };

/** What somebody would start who wants to know why it does not work. */
export const PROGRAMS: Readonly<Record<Kind, readonly Program[]>> = {
  key: [wardkey('--key'), typed('fido2-token', '-I', KEY_NODE), YKMAN_ON_USB],
  'no key': [wardkey('--key'), typed('fido2-token', '-L'), YKMAN_ON_USB],
  card: [
    wardkey('--card'),
    typed('pcsc_scan', '-c'),
    typed('opensc-tool', '-n'),
    typed('ykman', '--diagnose'),
  ],
};

function typed(...command: [string, ...string[]]): Program {
  return { typed: command.join(' '), command };
}

/** Nobody else asks the network, and no portal is to be asked by a table that is made. */
function wardkey(what: string): Program {
  const args = ['check', what, '--offline'];
  return {
    typed: ['wardkey', ...args].join(' '),
    command: [process.execPath, BUNDLE, ...args],
  };
}
