/** Response codes of an IFD handler (pcsc-lite, ifdhandler.h). */
export const IFD = {
  SUCCESS: 0,
  ERROR_TAG: 600,
  ERROR_POWER_ACTION: 608,
  COMMUNICATION_ERROR: 612,
  RESPONSE_TIMEOUT: 613,
  NOT_SUPPORTED: 614,
  ICC_NOT_PRESENT: 616,
} as const;

/** Actions of IFDHPowerICC. */
export const POWER = { UP: 500, DOWN: 501, RESET: 502 } as const;

/** Operations of ifd-handler.c. */
export const OPERATION = { POWER: 1, TRANSMIT: 2, CONTROL: 3, ATTRIBUTE: 4 } as const;
