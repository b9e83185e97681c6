/** Status bytes of CTAP 2.1 §8.2, those that the virtual key answers with. */
export const STATUS = {
  ok: 0x00,
  invalidCommand: 0x01,
  invalidParameter: 0x02,
  invalidLength: 0x03,
  invalidSeq: 0x04,
  channelBusy: 0x06,
  unexpectedType: 0x11,
  invalidCbor: 0x12,
  missingParameter: 0x14,
  limitExceeded: 0x15,
  fpDatabaseFull: 0x17,
  largeBlobStorageFull: 0x18,
  credentialExcluded: 0x19,
  invalidCredential: 0x22,
  unsupportedAlgorithm: 0x26,
  operationDenied: 0x27,
  keyStoreFull: 0x28,
  unsupportedOption: 0x2b,
  invalidOption: 0x2c,
  keepaliveCancel: 0x2d,
  noCredentials: 0x2e,
  userActionTimeout: 0x2f,
  notAllowed: 0x30,
  pinInvalid: 0x31,
  pinBlocked: 0x32,
  pinAuthInvalid: 0x33,
  pinAuthBlocked: 0x34,
  pinNotSet: 0x35,
  puatRequired: 0x36,
  pinPolicyViolation: 0x37,
  requestTooLarge: 0x39,
  upRequired: 0x3b,
  uvBlocked: 0x3c,
  integrityFailure: 0x3d,
  invalidSubcommand: 0x3e,
  uvInvalid: 0x3f,
  unauthorizedPermission: 0x40,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** Ends a command with a status byte and nothing else. */
export class CtapFault extends Error {
  override readonly name = 'CtapFault';
  readonly status: Status;

  constructor(status: Status) {
    super(`CTAP status 0x${status.toString(16).padStart(2, '0')}`);
    this.status = status;
  }
}
