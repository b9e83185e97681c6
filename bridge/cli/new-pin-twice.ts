import { sayInTerminal } from '../../shared/words/command-line-words.ts';
import type { CommandContext } from './context.ts';
import type { PinSource } from './pin-source.ts';

/**
 * Has the person type a new PIN until they have typed it twice alike. A script says it once: it does
 * not mistype.
 * @throws WardkeyError `pin-not-given`; the signal's reason
 */
export async function newPinTwice(
  { terminal, language }: CommandContext,
  source: PinSource,
  minLength: number,
  signal: AbortSignal,
): Promise<string> {
  for (;;) {
    const typed = await source.next(sayInTerminal(language, 'cli.pinNew', { minLength }), signal);
    if (!source.isPerson) return typed;
    if ((await source.next(sayInTerminal(language, 'cli.pinRepeat'), signal)) === typed)
      return typed;
    terminal.trouble(sayInTerminal(language, 'cli.pinsDiffer'));
  }
}
