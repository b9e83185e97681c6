import type { ErrorCode } from '../../shared/errors/codes.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';

/** What follows from a key's getInfo, which another program may have made untrue by now. */
const FROM_INFO: ReadonlySet<ErrorCode> = new Set([
  'pin-not-set',
  'pin-change-required',
  'key-lacks-user-verification',
  'key-lacks-resident-keys',
  'key-lacks-extension',
  'key-lacks-command',
  'key-refused',
  'key-misunderstood',
  'key-request-too-large',
  'key-not-allowed',
  'verification-needed',
  'verification-expired',
]);

/**
 * Has the next ceremony read keys anew when this one failed for what a key said of itself: who sets a
 * PIN with another program and tries again must not hear the same once more, and need not re-plug.
 */
export function doubtInfoAfter(error: unknown, keys: Pick<AttachedKeys, 'doubtInfo'>): void {
  if (error instanceof WardkeyError && FROM_INFO.has(error.code)) {
    keys.doubtInfo();
  }
}
