import type { Command } from './context.ts';
import { devicesCommand } from './devices-command.ts';
import { helpCommand } from './help-command.ts';
import { installCommand } from './install-command.ts';
import { keyInfoCommand } from './key-info-command.ts';
import { uninstallCommand } from './uninstall-command.ts';
import { versionCommand } from './version-command.ts';

/** Every command by the words that it is called by; `host` is the composition root's. */
export const COMMANDS: readonly { readonly words: readonly string[]; readonly run: Command }[] = [
  { words: ['devices'], run: devicesCommand },
  { words: ['key', 'info'], run: keyInfoCommand },
  { words: ['install'], run: installCommand },
  { words: ['uninstall'], run: uninstallCommand },
  { words: ['--version'], run: versionCommand },
  { words: ['--help'], run: helpCommand },
];
