import { expect, test } from 'vitest';
import { COMMAND } from '../../../../bridge/ctap/command-byte.ts';
import { statusError, statusOf } from '../../../../bridge/ctap/status.ts';
import { STATUS } from '../../../../bridge/ctap/status-byte.ts';
import { ERROR_CODES } from '../../../../shared/errors/codes.ts';

test.each([
  [0x06, 'device-busy', 'CHANNEL_BUSY'],
  [0x19, 'credential-excluded', 'CREDENTIAL_EXCLUDED'],
  [0x26, 'algorithm-unsupported', 'UNSUPPORTED_ALGORITHM'],
  [0x27, 'touch-denied', 'OPERATION_DENIED'],
  [0x28, 'key-storage-full', 'KEY_STORE_FULL'],
  [0x2d, 'ceremony-cancelled', 'KEEPALIVE_CANCEL'],
  [0x2e, 'no-credential', 'NO_CREDENTIALS'],
  [0x2f, 'touch-timeout', 'USER_ACTION_TIMEOUT'],
  [0x31, 'pin-wrong', 'PIN_INVALID'],
  [0x32, 'pin-blocked', 'PIN_BLOCKED'],
  [0x34, 'pin-replug', 'PIN_AUTH_BLOCKED'],
  [0x35, 'pin-not-set', 'PIN_NOT_SET'],
  [0x11, 'key-refused', 'CBOR_UNEXPECTED_TYPE'],
  [0x33, 'key-refused', 'PIN_AUTH_INVALID'],
  [0xf1, 'key-refused', '0xf1'],
  [0x08, 'key-refused', '0x08'],
])('status %i is %s', (status, code, name) => {
  const error = statusError(0x02, status);
  expect(error.code).toBe(code);
  expect(error.facts).toEqual({ command: 0x02, status, statusName: name });
  expect(statusOf(error)).toBe(status);
});

test.each([
  [0x01, 0x01, 'key-lacks-command'],
  [0x06, 0x3e, 'key-lacks-command'],
  [0x02, 0x22, 'no-credential'],
  [0x01, 0x22, 'key-refused'],
  [0x06, 0x37, 'pin-too-simple'],
  [0x0d, 0x37, 'key-refused'],
  [0x07, 0x30, 'reset-too-late'],
  [0x08, 0x30, 'key-refused'],
  [0x09, 0x17, 'fingerprint-storage-full'],
  [0x0c, 0x18, 'key-data-full'],
  [0x06, 0x3c, 'fingerprint-blocked'],
  [0x06, 0x3f, 'fingerprint-wrong'],
])('after command %i, status %i is %s', (command, status, code) => {
  expect(statusError(command, status).code).toBe(code);
});

test('every status has a code after every command', () => {
  for (const command of Object.values(COMMAND)) {
    for (let status = 1; status < 256; status += 1) {
      expect(ERROR_CODES).toContain(statusError(command, status).code);
    }
  }
});

test('every byte has a name of its own', () => {
  const names = new Set(
    Array.from({ length: 256 }, (_, status) => statusError(0x02, status).facts['statusName']),
  );
  expect(names.size).toBe(256);
});

test('no status is there twice', () => {
  const values = Object.values(STATUS);
  expect(new Set(values).size).toBe(values.length);
});

test('what did not come from a key has no status', () => {
  expect(statusOf(new Error('0x31'))).toBeUndefined();
});
