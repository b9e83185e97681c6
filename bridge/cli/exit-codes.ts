import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { CommandLineWordKey } from '../../shared/words/command-line-words.ts';

/** What the program ends with when it did what it was asked. */
export const SUCCESS = 0;

/** What it ends with for any error that has no row below. */
const OTHER = 1;

/** What it ends with when a policy does not hold. */
export const POLICY_WRONG = 7;

/** What it ends with when no list knows a code, as when a key does not have what was asked for. */
export const EXPLAINED_NOTHING = 9;

/** What it ends with when a relying party would not take what the key has signed. */
export const NOT_VERIFIED = 11;

/** What a check-up ends with, by where the cause is, for causes that no error code stands for. */
export const CONNECTION_WRONG = 12;
export const BROWSER_WRONG = 13;
export const CAUSE_UNKNOWN = 14;

/** What it ends with when the person stopped it, as shells tell SIGINT: 128 and its number, 2. */
export const INTERRUPTED = 130;

/** What it ends with when whoever reads its output has gone, as shells tell SIGPIPE: 128 and 13. */
export const UNREAD = 141;

/** What it ends with when the system stopped it, as shells tell SIGTERM: 128 and 15. */
export const TERMINATED = 143;

export interface ExitCodeRow {
  readonly exitCode: number;
  readonly says: CommandLineWordKey;
  readonly codes?: readonly ErrorCode[];
}

/**
 * Exit codes by kind of trouble, so that a script can tell "typed wrongly" from "nothing plugged
 * in" from "cannot be used". The first row that has the error code counts.
 */
export const EXIT_CODES: readonly ExitCodeRow[] = [
  { exitCode: SUCCESS, says: 'help.exitSuccess' },
  { exitCode: OTHER, says: 'help.exitOther' },
  {
    exitCode: 2,
    says: 'help.exitUsage',
    codes: [
      'usage',
      'device-ambiguous',
      'not-confirmed',
      'pin-not-given',
      'pin-in-command',
      'file-unreadable',
    ],
  },
  {
    exitCode: 3,
    says: 'help.exitNoDevice',
    codes: ['device-none', 'device-unknown', 'reader-none'],
  },
  {
    exitCode: 4,
    says: 'help.exitDevice',
    codes: [
      'device-removed',
      'device-mute',
      'device-garbled',
      'device-busy',
      'device-restricted',
      'device-not-fido',
      'card-mute',
      'card-refused',
      'card-not-piv',
      'key-refused',
      'key-misunderstood',
      'key-not-allowed',
      'key-data-damaged',
    ],
  },
  {
    exitCode: 5,
    says: 'help.exitSystem',
    codes: [
      'hid-library-missing',
      'hid-no-rule',
      'hid-no-seat',
      'pcsc-library-missing',
      'pcsc-service-stopped',
      'pcsc-denied',
      'pcsc-failed',
    ],
  },
  {
    exitCode: 6,
    says: 'help.exitInstall',
    codes: [
      'install-unsupported-system',
      'install-not-built',
      'install-not-writable',
      'install-needs-root',
      'install-unsafe-place',
      'install-group-unknown',
    ],
  },
  {
    exitCode: POLICY_WRONG,
    says: 'help.exitPolicy',
    codes: ['policy-invalid', 'policy-untrusted', 'policy-unreadable'],
  },
  {
    exitCode: 8,
    says: 'help.exitPin',
    codes: [
      'pin-wrong',
      'pin-replug',
      'pin-blocked',
      'pin-not-set',
      'pin-set-already',
      'pin-too-short',
      'card-pin-short',
      'card-pins-refused',
      'pin-too-long',
      'pin-too-simple',
      'pin-change-required',
      'pin-length-lower',
      'verification-needed',
      'verification-expired',
      'pin-last-try-unconfirmed',
      'pin-not-plain',
      'pin-pad-timeout',
      'pin-pad-cancelled',
      'pin-pad-differs',
      'pin-pad-length',
      'puk-wrong',
      'puk-blocked',
      'card-pin-blocked',
      'card-wants-pin',
      'fingerprint-wrong',
      'fingerprint-blocked',
    ],
  },
  {
    exitCode: EXPLAINED_NOTHING,
    says: 'help.exitCannot',
    codes: [
      'algorithm-unsupported',
      'key-lacks-user-verification',
      'key-lacks-resident-keys',
      'key-lacks-extension',
      'key-lacks-command',
      'key-data-full',
      'key-request-too-large',
      'key-storage-full',
      'fingerprint-storage-full',
      'no-credential',
      'credential-excluded',
      'card-lacks-key',
      'item-unknown',
      'item-ambiguous',
      'item-without-place',
      'reset-wrong-transport',
    ],
  },
  {
    exitCode: 10,
    says: 'help.exitTouch',
    codes: [
      'touch-denied',
      'touch-timeout',
      'tap-used',
      'reset-too-late',
      'reset-replug-timeout',
      'reset-other-key',
      'ceremony-timeout',
    ],
  },
  { exitCode: NOT_VERIFIED, says: 'help.exitNotVerified', codes: ['card-signature-wrong'] },
  { exitCode: CONNECTION_WRONG, says: 'help.exitConnection' },
  { exitCode: BROWSER_WRONG, says: 'help.exitBrowser' },
  { exitCode: CAUSE_UNKNOWN, says: 'help.exitCauseUnknown' },
  { exitCode: INTERRUPTED, says: 'help.exitInterrupted' },
  { exitCode: UNREAD, says: 'help.exitUnread' },
  { exitCode: TERMINATED, says: 'help.exitTerminated' },
];

/** The exit code for an error. */
export function exitCodeFor(code: ErrorCode): number {
  return EXIT_CODES.find(({ codes }) => codes?.includes(code))?.exitCode ?? OTHER;
}
