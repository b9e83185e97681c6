/**
 * Every way in which Wardkey can fail, as one closed list.
 *
 * A code is stable: it stands in reports, in `--json` output and in the words files, where each
 * code has a plain sentence, a next step and who can help (`shared/words`).
 */
export const ERROR_CODES = [
  // The link between extension and bridge
  'bridge-missing',
  'bridge-forbidden',
  'bridge-blocked-by-policy',
  'bridge-stopped',
  'bridge-garbled',
  'bridge-mute',
  'bridge-version',
  'caller-not-allowed',
  'message-too-large',
  'message-invalid',
  'method-unknown',
  'internal',

  // Who may sign in where
  'origin-not-allowed',
  'rp-id-mismatch',
  'options-invalid',
  'algorithm-unsupported',
  'platform-key-asked-for',
  'sign-in-not-chosen',
  'sign-in-other-origin',
  'sign-in-tab-hidden',
  'ceremony-busy',
  'ceremony-unknown',
  'ceremony-cancelled',
  'ceremony-aborted',
  'ceremony-timeout',
  'page-gone',
  'proxy-held',

  // The key
  'credential-excluded',
  'no-credential',
  'key-lacks-user-verification',
  'key-lacks-resident-keys',
  'key-lacks-extension',
  'key-lacks-command',
  'key-data-full',
  'reset-too-late',
  'reset-replug-timeout',
  'reset-other-key',
  'reset-wrong-transport',
  'fingerprint-wrong',
  'fingerprint-blocked',
  'fingerprint-storage-full',
  'key-storage-full',
  'touch-denied',
  'touch-timeout',
  'key-refused',

  // The PIN
  'pin-wrong',
  'pin-replug',
  'pin-blocked',
  'pin-not-set',
  'pin-set-already',
  'pin-not-given',
  'pin-too-short',
  'pin-too-long',
  'pin-too-simple',
  'pin-change-required',
  'pin-last-try-unconfirmed',

  // The device and its way to us
  'device-none',
  'device-removed',
  'device-mute',
  'device-garbled',
  'device-busy',
  'device-restricted',
  'device-not-fido',
  'hid-library-missing',
  'hid-no-rule',
  'hid-no-seat',
  'pcsc-library-missing',
  'pcsc-service-stopped',
  'pcsc-denied',
  'pcsc-failed',
  'reader-none',
  'card-mute',
  'card-refused',
  'card-not-piv',

  // Setting up, and the command line
  'install-unsupported-system',
  'install-not-built',
  'install-not-writable',
  'install-needs-root',
  'install-unsafe-place',
  'install-group-unknown',
  'policy-invalid',
  'policy-untrusted',
  'policy-unreadable',
  'usage',
  'not-confirmed',
  'file-unreadable',
  'device-ambiguous',
  'device-unknown',
  'item-unknown',
  'item-ambiguous',
] as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[number];
