import type { CommandDefinition, OptionDefinition } from '../definition.ts';
import { FLAG, list, object, TEXT } from '../json-schema.ts';

const SYSTEM_OPTION: OptionDefinition = { name: 'system', says: 'help.optionSystem' };
const QUIET_OPTION: OptionDefinition = { name: 'quiet', says: 'help.optionQuiet' };

/** Commands that set Wardkey itself up. */
export const SETUP_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['install'],
    says: 'help.install',
    details: ['help.installMore', 'help.installSystemMore'],
    options: [
      { name: 'all', says: 'help.optionAll' },
      SYSTEM_OPTION,
      { name: 'udev', value: 'GROUP', completes: 'none', says: 'help.optionUdev' },
      QUIET_OPTION,
    ],
    examples: [
      { typed: 'wardkey install', says: 'help.exampleInstall' },
      { typed: 'wardkey install --all', says: 'help.exampleInstallAll' },
      { typed: 'sudo wardkey install --system --quiet', says: 'help.exampleInstallSystem' },
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
    details: ['help.uninstallMore'],
    options: [SYSTEM_OPTION, QUIET_OPTION],
    examples: [
      { typed: 'wardkey uninstall', says: 'help.exampleUninstall' },
      { typed: 'sudo wardkey uninstall --system', says: 'help.exampleUninstallSystem' },
    ],
    exits: [6],
    output: object({ removed: list(TEXT) }),
    load: async () => (await import('../commands/uninstall.ts')).uninstallCommand,
  },
];
