import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { findCommand } from '../find-command.ts';
import { outputSchema } from '../output-schema.ts';

/** `wardkey schema`: the form of what a command prints with `--json`. */
export const schema: Command = async ({ input, terminal }) => {
  const { definition, rest } = findCommand(input.words);
  const published = outputSchema(definition);
  const argument = rest[0] ?? (published === undefined ? input.words.join(' ') : undefined);
  if (argument !== undefined) throw new WardkeyError('usage', { facts: { argument } });
  terminal.line(JSON.stringify(published, null, 2));
  return SUCCESS;
};
