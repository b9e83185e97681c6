import { expect, test } from 'vitest';
import { COMMAND, type CommandName } from '../../../../bridge/ctap/command-byte.ts';
import { statusError, statusOf } from '../../../../bridge/ctap/status.ts';
import { STATUS } from '../../../../bridge/ctap/status-byte.ts';
import { ERROR_CODES, type ErrorCode } from '../../../../shared/errors/codes.ts';

/**
 * Every status that CTAP 2.0 to 2.3 have, by number, with what it means after most commands, and after
 * those where it means something else.
 */
const TABLE: readonly (readonly [
  number,
  string,
  ErrorCode,
  Partial<Record<CommandName, ErrorCode>>?,
])[] = [
  [0x01, 'INVALID_COMMAND', 'key-lacks-command'],
  [0x02, 'INVALID_PARAMETER', 'key-misunderstood'],
  [
    0x03,
    'INVALID_LENGTH',
    'key-misunderstood',
    {
      makeCredential: 'key-request-too-large',
      getAssertion: 'key-request-too-large',
      largeBlobs: 'key-request-too-large',
    },
  ],
  [0x04, 'INVALID_SEQ', 'key-misunderstood', { largeBlobs: 'device-busy' }],
  [
    0x05,
    'TIMEOUT',
    'device-mute',
    {
      makeCredential: 'touch-timeout',
      getAssertion: 'touch-timeout',
      reset: 'touch-timeout',
      selection: 'touch-timeout',
      bioEnrollment: 'touch-timeout',
      bioEnrollmentPreview: 'touch-timeout',
    },
  ],
  [0x06, 'CHANNEL_BUSY', 'device-busy'],
  [0x0a, 'LOCK_REQUIRED', 'device-busy'],
  [0x0b, 'INVALID_CHANNEL', 'device-busy'],
  [0x11, 'CBOR_UNEXPECTED_TYPE', 'key-misunderstood'],
  [0x12, 'INVALID_CBOR', 'key-misunderstood'],
  [0x14, 'MISSING_PARAMETER', 'key-misunderstood'],
  [0x15, 'LIMIT_EXCEEDED', 'key-request-too-large'],
  [0x16, 'UNSUPPORTED_EXTENSION', 'key-lacks-extension'],
  [0x17, 'FP_DATABASE_FULL', 'fingerprint-storage-full'],
  [0x18, 'LARGE_BLOB_STORAGE_FULL', 'key-data-full'],
  [0x19, 'CREDENTIAL_EXCLUDED', 'credential-excluded'],
  [0x21, 'PROCESSING', 'device-busy'],
  [0x22, 'INVALID_CREDENTIAL', 'no-credential', { makeCredential: 'key-misunderstood' }],
  [0x23, 'USER_ACTION_PENDING', 'device-busy'],
  [0x24, 'OPERATION_PENDING', 'device-busy'],
  [0x25, 'NO_OPERATIONS', 'device-busy'],
  [0x26, 'UNSUPPORTED_ALGORITHM', 'algorithm-unsupported'],
  [0x27, 'OPERATION_DENIED', 'touch-denied', { authenticatorConfig: 'key-not-allowed' }],
  [0x28, 'KEY_STORE_FULL', 'key-storage-full', { authenticatorConfig: 'key-data-full' }],
  [0x29, 'NOT_BUSY', 'device-busy'],
  [0x2a, 'NO_OPERATION_PENDING', 'device-busy'],
  [0x2b, 'UNSUPPORTED_OPTION', 'key-lacks-command'],
  [
    0x2c,
    'INVALID_OPTION',
    'key-lacks-command',
    { bioEnrollment: 'item-unknown', bioEnrollmentPreview: 'item-unknown' },
  ],
  [0x2d, 'KEEPALIVE_CANCEL', 'ceremony-cancelled'],
  [0x2e, 'NO_CREDENTIALS', 'no-credential'],
  [0x2f, 'USER_ACTION_TIMEOUT', 'touch-timeout'],
  [
    0x30,
    'NOT_ALLOWED',
    'key-not-allowed',
    { reset: 'reset-too-late', getNextAssertion: 'device-busy' },
  ],
  [0x31, 'PIN_INVALID', 'pin-wrong'],
  [0x32, 'PIN_BLOCKED', 'pin-blocked'],
  [0x33, 'PIN_AUTH_INVALID', 'verification-expired', { clientPin: 'key-misunderstood' }],
  [0x34, 'PIN_AUTH_BLOCKED', 'pin-replug'],
  [0x35, 'PIN_NOT_SET', 'pin-not-set'],
  [0x36, 'PUAT_REQUIRED', 'verification-needed'],
  [0x37, 'PIN_POLICY_VIOLATION', 'pin-too-simple', { authenticatorConfig: 'pin-length-lower' }],
  [0x38, 'PIN_TOKEN_EXPIRED', 'verification-expired'],
  [0x39, 'REQUEST_TOO_LARGE', 'key-request-too-large'],
  [0x3a, 'ACTION_TIMEOUT', 'touch-timeout'],
  [0x3b, 'UP_REQUIRED', 'touch-timeout'],
  [0x3c, 'UV_BLOCKED', 'fingerprint-blocked'],
  [0x3d, 'INTEGRITY_FAILURE', 'key-data-damaged'],
  [0x3e, 'INVALID_SUBCOMMAND', 'key-lacks-command'],
  [0x3f, 'UV_INVALID', 'fingerprint-wrong'],
  [0x40, 'UNAUTHORIZED_PERMISSION', 'key-not-allowed'],
  [0x7f, 'OTHER', 'key-refused'],
];

const COMMANDS = Object.entries(COMMAND);

for (const [status, statusName, any, others = {}] of TABLE) {
  const exceptions = new Map<string, ErrorCode>(Object.entries(others));

  test(`status ${status}, ${statusName}`, () => {
    for (const [name, command] of COMMANDS) {
      const error = statusError(command, status);
      expect(error.code, `after ${name}`).toBe(exceptions.get(name) ?? any);
      expect(error.facts).toEqual({ command, commandName: name, status, statusName });
      expect(statusOf(error)).toBe(status);
    }
  });
}

test('the table above has every status that is known, and no other', () => {
  const known = Object.entries(STATUS).filter(([, status]) => status !== STATUS.OK);
  const listed = TABLE.map(([status, name]) => [name, status]);
  expect(listed).toEqual(known);
  expect(new Set(known.map(([, status]) => status)).size).toBe(known.length);
});

test('no known status but OTHER ends in a word that says nothing', () => {
  const vague = TABLE.filter(([status]) =>
    COMMANDS.some(([, command]) => {
      const { code } = statusError(command, status);
      return code === 'internal' || code === 'key-refused';
    }),
  );
  expect(vague.map(([, name]) => name)).toEqual(['OTHER']);
});

test('what no specification knows is a refusal with its number', () => {
  const known = new Set<number>(Object.values(STATUS));
  for (let status = 0; status < 256; status += 1) {
    if (known.has(status)) continue;
    const { code, facts } = statusError(0x02, status);
    expect(code).toBe('key-refused');
    expect(facts['statusName']).toBe(`0x${status.toString(16).padStart(2, '0')}`);
  }
});

test('a command that is not known changes nothing', () => {
  for (const [status, , any] of TABLE) expect(statusError(0xbf, status).code).toBe(any);
  expect(ERROR_CODES).toContain(statusError(0xbf, 0xf1).code);
});

test('what did not come from a key has no status', () => {
  expect(statusOf(new Error('0x31'))).toBeUndefined();
});
