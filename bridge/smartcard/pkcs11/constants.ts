/** Numbers of PKCS #11 v2.40 (pkcs11t.h) that are used here. */
export const CKF = {
  SERIAL_SESSION: 0x4,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x10000,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
} as const;

export const CKU = { USER: 1 } as const;

export const CKO = { CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;

export const CKA = {
  CLASS: 0x0,
  VALUE: 0x11,
  ID: 0x102,
  SIGN: 0x108,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;

export const CKM = { RSA_PKCS: 0x1, ECDSA: 0x1041 } as const;

export const CKR = {
  OK: 0x0,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  DEVICE_REMOVED: 0x32,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_LOCKED: 0xa4,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
} as const;
