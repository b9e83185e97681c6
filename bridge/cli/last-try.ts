import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../shared/words/command-line-words.ts';
import type { CommandContext } from './context.ts';
import { askAtTerminal } from './terminal-question.ts';

/**
 * Lets nobody spend the last try of a PIN who has not said so: with the option for it, or in words.
 * @param triesLeft `null` where nobody knows whether it is the last
 * @throws WardkeyError `pin-last-try-unconfirmed`; the signal's reason
 */
export async function lastTryAgreed(
  { input, terminal, language, interrupt }: CommandContext,
  triesLeft: number | null,
  signal: AbortSignal,
): Promise<void> {
  if (input.flag('use-last-try')) return;
  const isKnown = triesLeft !== null;
  terminal.trouble(sayInTerminal(language, isKnown ? 'cli.lastTry' : 'cli.lastTryMaybe'));
  const word = sayInTerminal(language, 'cli.yes');
  const key = isKnown ? 'cli.lastTryAgree' : 'cli.lastTryMaybeAgree';
  const text = sayInTerminal(language, key, { word });
  const typed = await askAtTerminal({ text, secret: false, signal, interrupt });
  if (typed?.trim().toLowerCase() !== word) throw new WardkeyError('pin-last-try-unconfirmed');
}
