import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '../definition.ts';
import { COUNT, list, object } from '../json-schema.ts';
import {
  CREDENTIAL_SCHEMA,
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

/** Commands for the sign-ins that a key stores. */
export const CREDENTIAL_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['credentials', 'list'],
    says: 'help.credentialsList',
    details: ['help.pinGiven'],
    options: OPTIONS,
    examples: [
      { typed: 'wardkey credentials list', says: 'help.exampleCredentialsList' },
      {
        typed: "wardkey credentials list --json --pin-fd 3 3< pin.txt | jq '.credentials[].rpId'",
        says: 'help.exampleCredentialsJson',
      },
    ],
    exits: KEY_EXITS,
    output: object(
      { device: DEVICE_SCHEMA, existing: COUNT, credentials: list(CREDENTIAL_SCHEMA) },
      { remaining: COUNT },
    ),
    load: async () => (await import('../commands/credentials-list.ts')).credentialsList,
  },
  {
    words: ['credentials', 'rename'],
    says: 'help.credentialsRename',
    details: ['help.credentialsRenameMore', 'help.pinGiven'],
    arguments: [CREDENTIAL],
    options: [
      { name: 'name', value: 'NAME', completes: 'none', says: 'help.optionUserName' },
      { name: 'display-name', value: 'NAME', completes: 'none', says: 'help.optionDisplayName' },
      ...OPTIONS,
    ],
    examples: [
      {
        typed: 'wardkey credentials rename 4f2a --display-name "Sam Jones"',
        says: 'help.exampleCredentialsRename',
      },
    ],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, credential: CREDENTIAL_SCHEMA }),
    load: async () => (await import('../commands/credentials-rename.ts')).credentialsRename,
  },
  {
    words: ['credentials', 'delete'],
    says: 'help.credentialsDelete',
    details: ['help.credentialsDeleteMore', 'help.pinGiven'],
    arguments: [CREDENTIAL],
    options: [...OPTIONS, YES_OPTION],
    examples: [{ typed: 'wardkey credentials delete 4f2a', says: 'help.exampleCredentialsDelete' }],
    exits: KEY_EXITS,
    output: object({ device: DEVICE_SCHEMA, deleted: CREDENTIAL_SCHEMA }),
    load: async () => (await import('../commands/credentials-delete.ts')).credentialsDelete,
  },
];
