import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { commandsBeginning, unknownCommand } from '../find-command.ts';
import { commandHelp, overview } from '../help-lines.ts';

/** `wardkey help`: all commands, those of one group, or all about one. */
export const help: Command = async ({ input, terminal, language }) => {
  const found = commandsBeginning(input.words);
  const [only] = found;
  if (only === undefined) throw unknownCommand(input.words);
  const lines =
    input.words.length === 0
      ? overview(language, terminal)
      : found.length === 1
        ? commandHelp(only, language, terminal)
        : overview(language, terminal, found);
  for (const line of lines) terminal.line(line);
  return SUCCESS;
};
