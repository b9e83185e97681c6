import { say, type WordKey } from '../../shared/words/words.ts';
import type { Command } from './context.ts';
import { readOptions } from './options.ts';

/** What can be typed, and the sentence that says what it does. */
const ROWS: readonly (readonly [typed: string, says: WordKey])[] = [
  ['devices [--watch] [--json]', 'cli.helpDevices'],
  ['key info [--device ID] [--json]', 'cli.helpKeyInfo'],
  ['install [--all] [--json]', 'cli.helpInstall'],
  ['uninstall [--json]', 'cli.helpUninstall'],
  ['host', 'cli.helpHost'],
  ['--version', 'cli.helpVersion'],
  ['--help', 'cli.helpHelp'],
];

const EXAMPLES: readonly (readonly [typed: string, says: WordKey])[] = [
  ['wardkey devices --watch', 'cli.exampleWatch'],
  ['wardkey key info --json', 'cli.exampleKeyInfo'],
  ['wardkey install --all', 'cli.exampleInstall'],
];

/** `wardkey --help`. */
export const helpCommand: Command = async (args, { terminal, language }) => {
  readOptions(args, {});
  terminal.line(terminal.heading(say(language, 'cli.helpUsage')));
  for (const [typed, says] of ROWS) {
    terminal.line(`  wardkey ${typed}`);
    terminal.line(`      ${say(language, says)}`);
  }
  terminal.line('');
  terminal.line(terminal.heading(say(language, 'cli.helpExamples')));
  for (const [typed, says] of EXAMPLES) {
    terminal.line(`  ${typed}`);
    terminal.line(`      ${say(language, says)}`);
  }
  terminal.line('');
  terminal.line(say(language, 'cli.helpExitCodes'));
};
