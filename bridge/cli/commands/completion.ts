import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { wrongValue } from '../wrong-value.ts';

const SHELLS = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** `wardkey completion`: what makes a shell complete the commands. */
export const completion: Command = async ({ input, terminal, language }) => {
  const shell = input.word();
  const script = SHELLS.get(shell);
  if (script === undefined) {
    throw wrongValue(shell, SHELLS.keys());
  }
  for (const line of script(language)) terminal.line(line);
  return SUCCESS;
};
