import type { OptionDefinition } from '../definition.ts';
import { HEX, type JsonSchema, object, oneOfTexts, TEXT } from '../json-schema.ts';

/** Which of several devices a command means. */
export const DEVICE_OPTION: OptionDefinition = {
  name: 'device',
  value: 'DEVICE',
  completes: 'none',
  says: 'help.optionDevice',
};

/** How a command that needs the PIN gets it, and whether it may spend the last try. */
export const PIN_OPTIONS: readonly OptionDefinition[] = [
  { name: 'pin-fd', value: 'NUMBER', completes: 'none', says: 'help.optionPinFd' },
  { name: 'use-last-try', says: 'help.optionUseLastTry' },
];

/** Says yes ahead of the question. */
export const YES_OPTION: OptionDefinition = { name: 'yes', says: 'help.optionYes' };

/** Nothing attached, attached but of no use, or out of reach. */
export const DEVICE_EXITS: readonly number[] = [3, 4, 5];
/** The same, and what comes with PIN and touch. */
export const KEY_EXITS: readonly number[] = [...DEVICE_EXITS, 8, 9, 10];

/** The device that a command was about. */
export const DEVICE_SCHEMA: JsonSchema = object(
  { id: TEXT, transport: oneOfTexts('usb', 'nfc', 'smart-card'), name: TEXT },
  { path: TEXT, serial: TEXT },
);

/** One stored sign-in. */
export const CREDENTIAL_SCHEMA: JsonSchema = object(
  { credentialId: HEX, rpId: TEXT, userId: HEX, largeBlob: { type: 'boolean' } },
  {
    rpName: TEXT,
    userName: TEXT,
    displayName: TEXT,
    algorithm: { type: 'integer' },
    protection: { type: 'integer' },
    thirdPartyPayment: { type: 'boolean' },
  },
);
