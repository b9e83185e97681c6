import type { CommandDefinition } from '../definition.ts';
import { FLAG, list, object, TEXT } from '../json-schema.ts';

/** Commands that set Wardkey itself up. */
export const SETUP_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['install'],
    says: 'help.install',
    details: ['help.installMore'],
    options: [{ name: 'all', says: 'help.optionAll' }],
    examples: [
      { typed: 'wardkey install', says: 'help.exampleInstall' },
      { typed: 'wardkey install --all', says: 'help.exampleInstallAll' },
    ],
    exits: [6],
    output: object({
      program: TEXT,
      browsers: list(object({ name: TEXT, manifest: TEXT })),
      changed: FLAG,
    }),
    load: async () => (await import('../commands/install.ts')).installCommand,
  },
  {
    words: ['uninstall'],
    says: 'help.uninstall',
    examples: [{ typed: 'wardkey uninstall', says: 'help.exampleUninstall' }],
    exits: [6],
    output: object({ removed: list(TEXT) }),
    load: async () => (await import('../commands/uninstall.ts')).uninstallCommand,
  },
];
