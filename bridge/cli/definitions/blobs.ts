import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '../definition.ts';
import { BASE64URL, COUNT, HEX, list, object, orNull, TEXT } from '../json-schema.ts';
import {
  DEVICE_OPTION,
  DEVICE_SCHEMA,
  KEY_EXITS,
  PIN_OPTIONS,
  YES_OPTION,
} from './shared-parts.ts';

const OPTIONS: readonly OptionDefinition[] = [DEVICE_OPTION, ...PIN_OPTIONS];
const CREDENTIAL: ArgumentDefinition = {
  name: 'CREDENTIAL',
  completes: 'none',
  says: 'help.argumentCredential',
};

/** Commands for the data that a key keeps beside its sign-ins. */
export const BLOB_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['blobs', 'list'],
    says: 'help.blobsList',
    details: ['help.blobsMore', 'help.pinGiven'],
    options: OPTIONS,
    examples: [{ typed: 'wardkey blobs list', says: 'help.exampleBlobsList' }],
    exits: KEY_EXITS,
    output: object(
      {
        device: DEVICE_SCHEMA,
        blobs: list(
          object({ credentialId: HEX, rpId: TEXT, bytes: orNull(COUNT) }, { userName: TEXT }),
        ),
        unclaimed: COUNT,
      },
      { capacity: COUNT },
    ),
    load: async () => (await import('../commands/blobs-list.ts')).blobsList,
  },
  {
    words: ['blobs', 'get'],
    says: 'help.blobsGet',
    details: ['help.blobsGetMore', 'help.pinGiven'],
    arguments: [CREDENTIAL],
    options: OPTIONS,
    examples: [{ typed: 'wardkey blobs get 4f2a > data.bin', says: 'help.exampleBlobsGet' }],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, credentialId: HEX, data: BASE64URL }),
    load: async () => (await import('../commands/blobs-get.ts')).blobsGet,
  },
  {
    words: ['blobs', 'set'],
    says: 'help.blobsSet',
    details: ['help.pinGiven'],
    arguments: [CREDENTIAL, { name: 'FILE', completes: 'files', says: 'help.argumentBlobFile' }],
    options: OPTIONS,
    examples: [{ typed: 'wardkey blobs set 4f2a data.bin', says: 'help.exampleBlobsSet' }],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, credentialId: HEX, bytes: COUNT }),
    load: async () => (await import('../commands/blobs-set.ts')).blobsSet,
  },
  {
    words: ['blobs', 'delete'],
    says: 'help.blobsDelete',
    details: ['help.pinGiven'],
    arguments: [CREDENTIAL],
    options: [...OPTIONS, YES_OPTION],
    examples: [{ typed: 'wardkey blobs delete 4f2a', says: 'help.exampleBlobsDelete' }],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, credentialId: HEX, deleted: { const: true } }),
    load: async () => (await import('../commands/blobs-delete.ts')).blobsDelete,
  },
];
