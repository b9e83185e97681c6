import type { CommandDefinition } from '../definition.ts';
import { BLOB_COMMANDS } from './blobs.ts';
import { CARD_COMMANDS } from './cards.ts';
import { CHECK_UP_COMMANDS } from './check-up.ts';
import { CONFIG_COMMANDS } from './config.ts';
import { CREDENTIAL_COMMANDS } from './credentials.ts';
import { DEVICE_COMMANDS } from './devices.ts';
import { FINGERPRINT_COMMANDS } from './fingerprints.ts';
import { PIN_COMMANDS } from './pin.ts';
import { POLICY_COMMANDS } from './policy.ts';
import { SETUP_COMMANDS } from './setup.ts';
import { SHELL_COMMANDS } from './shell.ts';
import { TRIAL_COMMANDS } from './trials.ts';

/**
 * Every command, in the order of the help. `host`, by which a browser starts the bridge, and
 * `--version` are the composition root's.
 */
export const COMMANDS: readonly CommandDefinition[] = [
  ...DEVICE_COMMANDS,
  ...CHECK_UP_COMMANDS,
  ...PIN_COMMANDS,
  ...CREDENTIAL_COMMANDS,
  ...FINGERPRINT_COMMANDS,
  ...CONFIG_COMMANDS,
  ...BLOB_COMMANDS,
  ...CARD_COMMANDS,
  ...TRIAL_COMMANDS,
  ...SHELL_COMMANDS,
  ...SETUP_COMMANDS,
  ...POLICY_COMMANDS,
];
