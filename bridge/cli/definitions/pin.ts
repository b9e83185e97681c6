import type { CommandDefinition } from '../definition.ts';
import { object } from '../json-schema.ts';
import {
  DEVICE_OPTION,
  DEVICE_SCHEMA,
  KEY_EXITS,
  PIN_OPTIONS,
  YES_OPTION,
} from './shared-parts.ts';

const OUTPUT = object({ device: DEVICE_SCHEMA, pinSet: { const: true } });

/** Commands that set what a key asks for, or wipe it. */
export const PIN_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['pin', 'set'],
    says: 'help.pinSet',
    details: ['help.pinSetMore', 'help.pinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS.slice(0, 1)],
    examples: [
      { typed: 'wardkey pin set', says: 'help.examplePinSet' },
      { typed: 'wardkey pin set --pin-fd 3 3< new-pin.txt', says: 'help.examplePinSetFd' },
    ],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/pin-set.ts')).pinSet,
  },
  {
    words: ['pin', 'change'],
    says: 'help.pinChange',
    details: ['help.pinChangeMore', 'help.pinGiven'],
    options: [DEVICE_OPTION, ...PIN_OPTIONS],
    examples: [
      { typed: 'wardkey pin change', says: 'help.examplePinChange' },
      { typed: 'wardkey pin change --pin-fd 3 3< both-pins.txt', says: 'help.examplePinChangeFd' },
    ],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/pin-change.ts')).pinChange,
  },
  {
    words: ['reset'],
    says: 'help.reset',
    details: ['help.resetMore'],
    options: [DEVICE_OPTION, YES_OPTION],
    examples: [{ typed: 'wardkey reset', says: 'help.exampleReset' }],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, reset: { const: true } }),
    load: async () => (await import('../commands/reset.ts')).reset,
  },
];
