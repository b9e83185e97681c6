import type { ErrorCode } from '../../shared/errors/codes.ts';

/** What the program ends with when it did what it was asked. */
export const SUCCESS = 0;

/** What it ends with when the person stopped it, as shells tell SIGINT: 128 and its number, 2. */
export const INTERRUPTED = 130;

/** What it ends with when whoever reads its output has gone, as shells tell SIGPIPE: 128 and 13. */
export const UNREAD = 141;

/** What it ends with for any error that has no row below. */
const OTHER = 1;

/**
 * Exit codes by kind of trouble, so that a script can tell "typed wrongly" from "nothing plugged
 * in" from "cannot be used". The first row that has the error code counts.
 */
const ROWS: readonly (readonly [exitCode: number, codes: readonly ErrorCode[]])[] = [
  [2, ['usage']],
  [3, ['device-none', 'reader-none']],
  [
    4,
    [
      'device-removed',
      'device-mute',
      'device-garbled',
      'device-busy',
      'device-restricted',
      'device-not-fido',
      'card-mute',
      'key-refused',
    ],
  ],
  [5, ['hid-library-missing', 'hid-no-rule', 'hid-no-seat']],
  [5, ['pcsc-library-missing', 'pcsc-service-stopped', 'pcsc-denied', 'pcsc-failed']],
  [6, ['install-unsupported-system', 'install-not-built', 'install-not-writable']],
  [7, ['policy-invalid']],
];

/** The exit code for an error. */
export function exitCodeFor(code: ErrorCode): number {
  return ROWS.find(([, codes]) => codes.includes(code))?.[0] ?? OTHER;
}
