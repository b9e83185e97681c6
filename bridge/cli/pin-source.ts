import { isatty } from 'node:tty';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CommandContext } from './context.ts';
import { DescriptorLines } from './descriptor-lines.ts';
import { isHandedOn } from './handed-on.ts';
import { askAtTerminal } from './terminal-question.ts';

/** Where the PINs of a command come from. */
export interface PinSource {
  /** A person types, and can be asked again; otherwise each line is what there is. */
  readonly isPerson: boolean;
  /** @throws WardkeyError `pin-not-given`; the signal's reason */
  next(question: string, signal: AbortSignal): Promise<string>;
}

/**
 * From the descriptor that was named; else from the person's terminal; else from standard input.
 * @param isInputTaken standard input holds something else
 * @throws WardkeyError `usage` for what is no descriptor; `pin-not-given` for one that nobody has opened
 */
export function pinSource({ input, interrupt }: CommandContext, isInputTaken = false): PinSource {
  const named = input.text('pin-fd');
  if (named !== undefined && !/^\d{1,4}$/.test(named)) {
    // Somebody may have typed the PIN itself.
    throw new WardkeyError('usage', { facts: { wantsValue: '--pin-fd', allowed: '0–9999' } });
  }
  const fd = named === undefined ? undefined : Number(named);
  if (fd !== undefined && !isHandedOn(fd)) {
    throw new WardkeyError('pin-not-given');
  }
  const atTerminal = fd === undefined ? isInputTaken || isatty(0) : isatty(fd);
  return atTerminal ? terminalSource(interrupt) : linesSource(new DescriptorLines(fd ?? 0));
}

function terminalSource(interrupt: () => void): PinSource {
  return {
    isPerson: true,
    next: async (text, signal) => {
      const typed = await askAtTerminal({ text, secret: true, signal, interrupt });
      if (typed === undefined) throw new WardkeyError('pin-not-given');
      return typed;
    },
  };
}

function linesSource(lines: DescriptorLines): PinSource {
  return { isPerson: false, next: (_, signal) => lines.next(signal) };
}
