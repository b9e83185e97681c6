import { optionsOf } from '../command-input.ts';
import type { CommandDefinition, Completion, OptionDefinition } from '../definition.ts';
import { COMMANDS } from '../definitions/table.ts';

/** One place on the way to a command, by the words that were typed so far: `pin` before `set`. */
export interface CompletionPlace {
  /** Joined by spaces; empty at the beginning. */
  readonly typed: string;
  /** What may be typed next. */
  readonly next: readonly string[];
  /** At the end of a command's name. */
  readonly command?: CommandDefinition;
}

/** Every place, the beginning first. */
export function completionPlaces(): readonly CompletionPlace[] {
  const begun = new Set(
    COMMANDS.flatMap(({ words }) => words.map((_, at) => words.slice(0, at).join(' '))),
  );
  const groups = [...begun].map((typed) => {
    const before = typed === '' ? [] : typed.split(' ');
    const further = COMMANDS.filter(({ words }) => before.every((word, at) => words[at] === word));
    const next = [...new Set(further.map(({ words }) => words[before.length] ?? ''))];
    return { typed, next: typed === '' ? [...next, '--help', '--version'] : next };
  });
  const commands = COMMANDS.map((command) => ({
    typed: command.words.join(' '),
    next: optionsOf(command).map(({ name }) => `--${name}`),
    command,
  }));
  return [...groups, ...commands];
}

/** Options whose value a shell can offer, by `--name`; the same name offers the same everywhere. */
export function valueCompletions(): ReadonlyMap<string, Completion> {
  const all: readonly OptionDefinition[] = COMMANDS.flatMap(optionsOf);
  return new Map(
    all
      .filter(({ value }) => value !== undefined)
      .map(({ name, completes = 'none' }) => [`--${name}`, completes]),
  );
}

/** What the first argument of a command may be. */
export function argumentWords(command: CommandDefinition): readonly string[] {
  const completes = command.arguments?.[0]?.completes ?? 'none';
  return typeof completes === 'string' ? [] : completes;
}

/** Whether an argument of a command is a file. */
export function takesFiles(command: CommandDefinition): boolean {
  return command.arguments?.some(({ completes }) => completes === 'files') === true;
}
