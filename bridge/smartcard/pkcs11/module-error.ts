import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { CKR } from './constants.ts';

const CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [CKR.PIN_INCORRECT, 'pin-wrong'],
  [CKR.PIN_INVALID, 'pin-wrong'],
  [CKR.PIN_LEN_RANGE, 'pin-wrong'],
  [CKR.PIN_LOCKED, 'pin-blocked'],
  [CKR.DEVICE_REMOVED, 'device-removed'],
  [CKR.TOKEN_NOT_PRESENT, 'device-removed'],
  [CKR.TOKEN_NOT_RECOGNIZED, 'device-removed'],
]);

/** What a return value of a module (PKCS #11 v2.40 §5.1) means to the person. */
export function moduleError(name: string, returnValue: number): WardkeyError {
  return new WardkeyError(CODES.get(returnValue) ?? 'middleware-failed', {
    facts: { function: name, returnValue: `0x${returnValue.toString(16)}` },
  });
}
