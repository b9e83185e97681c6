import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '../definition.ts';
import { COUNT, HEX, list, object, oneOfTexts, TEXT } from '../json-schema.ts';
import {
  DEVICE_OPTION,
  DEVICE_SCHEMA,
  KEY_EXITS,
  PIN_OPTIONS,
  YES_OPTION,
} from './shared-parts.ts';

const OPTIONS: readonly OptionDefinition[] = [DEVICE_OPTION, ...PIN_OPTIONS];
const FINGERPRINT = object({ id: HEX, name: TEXT });
const FINGER: ArgumentDefinition = {
  name: 'FINGERPRINT',
  completes: 'none',
  says: 'help.argumentFingerprint',
};

/** Commands for the fingers that a key knows. */
export const FINGERPRINT_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['fingerprints', 'list'],
    says: 'help.fingerprintsList',
    details: ['help.pinGiven'],
    options: OPTIONS,
    examples: [{ typed: 'wardkey fingerprints list', says: 'help.exampleFingerprintsList' }],
    exits: KEY_EXITS,
    output: object({
      device: DEVICE_SCHEMA,
      sensor: object({ kind: oneOfTexts('touch', 'swipe', 'unknown') }, { maxSamples: COUNT }),
      fingerprints: list(FINGERPRINT),
    }),
    load: async () => (await import('../commands/fingerprints-list.ts')).fingerprintsList,
  },
  {
    words: ['fingerprints', 'add'],
    says: 'help.fingerprintsAdd',
    details: ['help.fingerprintsAddMore', 'help.pinGiven'],
    options: [
      { name: 'name', value: 'NAME', completes: 'none', says: 'help.optionFingerName' },
      ...OPTIONS,
    ],
    examples: [
      {
        typed: 'wardkey fingerprints add --name "Left thumb"',
        says: 'help.exampleFingerprintsAdd',
      },
    ],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, fingerprint: FINGERPRINT, samples: COUNT }),
    load: async () => (await import('../commands/fingerprints-add.ts')).fingerprintsAdd,
  },
  {
    words: ['fingerprints', 'rename'],
    says: 'help.fingerprintsRename',
    details: ['help.pinGiven'],
    arguments: [FINGER, { name: 'NAME', completes: 'none', says: 'help.argumentFingerName' }],
    options: OPTIONS,
    examples: [
      {
        typed: 'wardkey fingerprints rename "Left thumb" "Right thumb"',
        says: 'help.exampleFingerprintsRename',
      },
    ],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, fingerprint: FINGERPRINT }),
    load: async () => (await import('../commands/fingerprints-rename.ts')).fingerprintsRename,
  },
  {
    words: ['fingerprints', 'delete'],
    says: 'help.fingerprintsDelete',
    details: ['help.pinGiven'],
    arguments: [FINGER],
    options: [...OPTIONS, YES_OPTION],
    examples: [
      {
        typed: 'wardkey fingerprints delete "Left thumb"',
        says: 'help.exampleFingerprintsDelete',
      },
    ],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, deleted: FINGERPRINT }),
    load: async () => (await import('../commands/fingerprints-delete.ts')).fingerprintsDelete,
  },
];
