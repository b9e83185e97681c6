import type { CommandDefinition, OptionDefinition } from '../definition.ts';
import { COUNT, FLAG, object, orNull } from '../json-schema.ts';
import {
  DEVICE_EXITS,
  DEVICE_OPTION,
  DEVICE_SCHEMA,
  KEY_EXITS,
  PIN_OPTIONS,
  YES_OPTION,
} from './shared-parts.ts';

const OPTIONS: readonly OptionDefinition[] = [DEVICE_OPTION, ...PIN_OPTIONS];

/** `null` is for a setting that the key does not have. */
const OUTPUT = object({
  device: DEVICE_SCHEMA,
  changed: FLAG,
  config: object({
    alwaysUv: orNull(FLAG),
    minPinLength: COUNT,
    forcePinChange: FLAG,
    enterpriseAttestation: orNull(FLAG),
    longTouchForReset: orNull(FLAG),
  }),
});

/** Commands for a key's own settings. */
export const CONFIG_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['config', 'show'],
    says: 'help.configShow',
    options: [DEVICE_OPTION],
    examples: [{ typed: 'wardkey config show', says: 'help.exampleConfigShow' }],
    exits: DEVICE_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/config-show.ts')).configShow,
  },
  {
    words: ['config', 'always-uv'],
    says: 'help.configAlwaysUv',
    details: ['help.pinGiven'],
    arguments: [{ name: 'on|off', completes: ['on', 'off'], says: 'help.argumentOnOff' }],
    options: OPTIONS,
    examples: [{ typed: 'wardkey config always-uv on', says: 'help.exampleConfigAlwaysUv' }],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/config-always-uv.ts')).configAlwaysUv,
  },
  {
    words: ['config', 'min-pin-length'],
    says: 'help.configMinPinLength',
    details: ['help.configMinPinLengthMore', 'help.pinGiven'],
    arguments: [{ name: 'LENGTH', completes: 'none', says: 'help.argumentLength' }],
    options: [
      {
        name: 'rp-id',
        value: 'DOMAIN',
        completes: 'none',
        repeats: true,
        says: 'help.optionRpId',
      },
      ...OPTIONS,
    ],
    examples: [
      { typed: 'wardkey config min-pin-length 8', says: 'help.exampleConfigMinPinLength' },
    ],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/config-min-pin-length.ts')).configMinPinLength,
  },
  {
    words: ['config', 'force-pin-change'],
    says: 'help.configForcePinChange',
    details: ['help.pinGiven'],
    options: OPTIONS,
    examples: [
      { typed: 'wardkey config force-pin-change', says: 'help.exampleConfigForcePinChange' },
    ],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/config-force-pin-change.ts')).configForcePinChange,
  },
  {
    words: ['config', 'enterprise-attestation'],
    says: 'help.configEnterpriseAttestation',
    details: ['help.configOneWay', 'help.pinGiven'],
    options: [...OPTIONS, YES_OPTION],
    examples: [
      { typed: 'wardkey config enterprise-attestation', says: 'help.exampleConfigEnterprise' },
    ],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () =>
      (await import('../commands/config-enterprise-attestation.ts')).configEnterpriseAttestation,
  },
  {
    words: ['config', 'long-touch'],
    says: 'help.configLongTouch',
    details: ['help.configOneWay', 'help.pinGiven'],
    options: [...OPTIONS, YES_OPTION],
    examples: [{ typed: 'wardkey config long-touch', says: 'help.exampleConfigLongTouch' }],
    exits: KEY_EXITS,
    output: OUTPUT,
    load: async () => (await import('../commands/config-long-touch.ts')).configLongTouch,
  },
];
