import type { CommandLineWordKey } from '../../shared/words/command-line-words.ts';
import type { Command } from './context.ts';
import type { JsonSchema } from './json-schema.ts';

/** What a shell may offer for a value: these words, names of files, or nothing. */
export type Completion = readonly string[] | 'files' | 'none';

/** One option of a command, such as `--device DEVICE`. */
export interface OptionDefinition {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for its value in help; a flag has none. */
  readonly value?: string;
  /** What a shell may offer for the value. */
  readonly completes?: Completion;
  /** May be given more than once. */
  readonly repeats?: true;
  readonly says: CommandLineWordKey;
}

/** One word behind a command's name, such as `CODE`. */
export interface ArgumentDefinition {
  /** What stands for it in help. */
  readonly name: string;
  readonly completes: Completion;
  readonly optional?: boolean;
  /** May be any number of words; the last argument only. */
  readonly repeats?: true;
  readonly says: CommandLineWordKey;
}

export interface ExampleDefinition {
  /** What is typed, the name of the program included. */
  readonly typed: string;
  readonly says: CommandLineWordKey;
}

/**
 * One command, as data: help, completion, the manual and the published schemas are all made of this,
 * so that none of them can say another thing than the program does.
 */
export interface CommandDefinition {
  /** The words that it is called by. */
  readonly words: readonly string[];
  /** One line for lists of commands. */
  readonly says: CommandLineWordKey;
  /** What else a newcomer needs to know, a paragraph each. */
  readonly details?: readonly CommandLineWordKey[];
  readonly arguments?: readonly ArgumentDefinition[];
  readonly options?: readonly OptionDefinition[];
  readonly examples: readonly ExampleDefinition[];
  /** Exit codes beside 0, 1, 2 and 130, which every command may end with. */
  readonly exits?: readonly number[];
  /** What `--json` prints: one such value a line. A command without it knows no `--json`. */
  readonly output?: JsonSchema;
  /** Loads what runs it; nothing else of it is loaded before. */
  load(): Promise<Command>;
}
