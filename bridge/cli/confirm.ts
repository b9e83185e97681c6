import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../shared/words/command-line-words.ts';
import type { CommandContext } from './context.ts';
import { askAtTerminal } from './terminal-question.ts';

/**
 * Asks before something that cannot be taken back, unless `--yes` was given.
 * @param what what is about to happen
 * @throws WardkeyError `not-confirmed` when the answer is no, or nobody is there to ask; the
 *   signal's reason
 */
export async function confirm(
  { input, terminal, language, interrupt }: CommandContext,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  if (input.flag('yes')) return;
  terminal.notice(what);
  const word = sayInTerminal(language, 'cli.yes');
  const text = sayInTerminal(language, 'cli.confirm', { word });
  const typed = await askAtTerminal({ text, secret: false, signal, interrupt });
  if (typed?.trim().toLowerCase() !== word) throw new WardkeyError('not-confirmed');
}
