import { ERROR_CODES } from '../../../shared/errors/codes.ts';
import type { CommandDefinition } from '../definition.ts';
import {
  COUNT,
  FLAG,
  HEX,
  list,
  MEASURE,
  object,
  oneOfTexts,
  orNull,
  TEXT,
} from '../json-schema.ts';
import { DEVICE_EXITS, DEVICE_OPTION, DEVICE_SCHEMA, KEY_EXITS } from './shared-parts.ts';

const TRANSPORT = oneOfTexts('usb', 'nfc', 'smart-card');
const PROBLEM = oneOfTexts(...ERROR_CODES);

/** Commands that look and change nothing. */
export const DEVICE_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['devices'],
    says: 'help.devices',
    options: [{ name: 'watch', says: 'help.optionWatch' }],
    examples: [
      { typed: 'wardkey devices', says: 'help.exampleDevices' },
      { typed: 'wardkey devices --watch', says: 'help.exampleWatch' },
      { typed: "wardkey devices --json | jq '.devices[].name'", says: 'help.exampleDevicesJson' },
    ],
    output: object({
      devices: list(
        object(
          { id: TEXT, transport: TRANSPORT, name: TEXT },
          {
            path: TEXT,
            serial: TEXT,
            key: object({
              versions: list(TEXT),
              aaguid: HEX,
              pinSet: orNull(FLAG),
              userVerification: orNull(FLAG),
              residentKeys: FLAG,
              minPinLength: COUNT,
            }),
            problem: PROBLEM,
          },
        ),
      ),
      problems: list(PROBLEM),
    }),
    load: async () => (await import('../commands/devices.ts')).devices,
  },
  {
    words: ['key', 'info'],
    says: 'help.keyInfo',
    details: ['help.keyInfoMore'],
    options: [DEVICE_OPTION],
    examples: [
      { typed: 'wardkey key info', says: 'help.exampleKeyInfo' },
      { typed: 'wardkey key info --device /dev/hidraw0', says: 'help.exampleKeyInfoPath' },
      { typed: "wardkey key info --json | jq '.info.options'", says: 'help.exampleKeyInfoJson' },
    ],
    exits: DEVICE_EXITS,
    output: object(
      {
        id: TEXT,
        name: TEXT,
        transport: TRANSPORT,
        info: {
          type: 'object',
          properties: {
            versions: list(TEXT),
            extensions: list(TEXT),
            aaguid: { ...HEX, minLength: 32, maxLength: 32 },
            options: { type: 'object', additionalProperties: FLAG },
            maxMsgSize: COUNT,
            forcePINChange: FLAG,
            minPINLength: COUNT,
            maxPINLength: COUNT,
            faults: list(TEXT),
          },
          required: ['versions', 'extensions', 'aaguid', 'options', 'maxMsgSize', 'faults'],
        },
      },
      { path: TEXT, serial: TEXT, pinRetries: COUNT, powerCycleState: FLAG, uvRetries: COUNT },
    ),
    load: async () => (await import('../commands/key-info.ts')).keyInfo,
  },
  {
    words: ['key', 'ping'],
    says: 'help.keyPing',
    details: ['help.keyPingMore'],
    options: [
      { name: 'count', value: 'NUMBER', completes: 'none', says: 'help.optionPingCount' },
      { name: 'bytes', value: 'NUMBER', completes: 'none', says: 'help.optionPingBytes' },
      DEVICE_OPTION,
    ],
    examples: [
      { typed: 'wardkey key ping', says: 'help.exampleKeyPing' },
      { typed: 'wardkey key ping --count 100 --bytes 1024', says: 'help.exampleKeyPingLong' },
      {
        typed: "wardkey key ping --json | jq '.milliseconds.median'",
        says: 'help.exampleKeyPingJson',
      },
    ],
    exits: DEVICE_EXITS,
    output: object(
      {
        device: DEVICE_SCHEMA,
        way: oneOfTexts('ping', 'getInfo'),
        rounds: COUNT,
        milliseconds: object({ least: MEASURE, median: MEASURE, most: MEASURE }),
      },
      { bytes: COUNT },
    ),
    load: async () => (await import('../commands/key-ping.ts')).keyPing,
  },
  {
    words: ['touch'],
    says: 'help.touch',
    details: ['help.touchMore'],
    options: [DEVICE_OPTION],
    examples: [{ typed: 'wardkey touch', says: 'help.exampleTouch' }],
    exits: KEY_EXITS,
    output: object({
      device: object({ id: TEXT, transport: TRANSPORT, name: TEXT }, { path: TEXT, serial: TEXT }),
    }),
    load: async () => (await import('../commands/touch.ts')).touch,
  },
];
