import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Command } from './context.ts';
import { devicesCommand } from './devices-command.ts';
import { helpCommand } from './help-command.ts';
import { installCommand } from './install-command.ts';
import { keyInfoCommand } from './key-info-command.ts';
import { uninstallCommand } from './uninstall-command.ts';
import { versionCommand } from './version-command.ts';

/** Every command by the words that it is called by; `host` is the composition root's. */
const COMMANDS: readonly { readonly words: readonly string[]; readonly run: Command }[] = [
  { words: ['devices'], run: devicesCommand },
  { words: ['key', 'info'], run: keyInfoCommand },
  { words: ['install'], run: installCommand },
  { words: ['uninstall'], run: uninstallCommand },
  { words: ['--version'], run: versionCommand },
];

const HELP: readonly (string | undefined)[] = ['--help', '-h', 'help'];

/**
 * The command that arguments call. Who types nothing, or asks for help anywhere, gets the help.
 * @returns it, and the arguments behind its name
 * @throws WardkeyError `usage` with the `argument` that is not understood
 */
export function commandFor(args: readonly string[]): {
  readonly run: Command;
  readonly rest: readonly string[];
} {
  if (args.length === 0 || HELP.includes(args[0]) || HELP.includes(args.at(-1))) {
    return { run: helpCommand, rest: [] };
  }
  const found = COMMANDS.find(({ words }) => words.every((word, at) => args[at] === word));
  if (found === undefined) {
    const begun = COMMANDS.some(({ words }) => words.length > 1 && words[0] === args[0]);
    const argument = (begun ? args[1] : undefined) ?? args[0] ?? '';
    throw new WardkeyError('usage', { facts: { argument } });
  }
  return { run: found.run, rest: args.slice(found.words.length) };
}
