import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CommandDefinition } from './definition.ts';
import { COMMANDS } from './definitions/table.ts';
import { nearestCommand } from './nearest-command.ts';
import { isPinOption, mayBePin } from './typed-pin.ts';

/** Words behind which somebody may type what they are about. */
const SECRETS: readonly (string | undefined)[] = ['pin', 'puk'];

/** A command, and the arguments behind its name. */
export interface FoundCommand {
  readonly definition: CommandDefinition;
  readonly rest: readonly string[];
}

/**
 * The command that arguments call. The word `key` may stand before each: `wardkey key pin set`.
 * @throws WardkeyError `usage` with the `command` that is not known, and the `nearest` one
 */
export function findCommand(args: readonly string[]): FoundCommand {
  const found = commandCalled(args);
  if (found === undefined) throw unknownCommand(args);
  return found;
}

/**
 * `usage`, with the `command` that is not known, and the `nearest` one; or that more words are `missing`.
 * `pin-in-command` where one seems to stand behind the beginning of a command.
 */
export function unknownCommand(args: readonly string[]): WardkeyError {
  const words = withoutKey(args);
  const known = knownWords(words);
  const behind = words.slice(known);
  if (args.some(isPinOption) || (behind.length < args.length && behind.some(mayBePin))) {
    return new WardkeyError('pin-in-command');
  }
  if (commandsMeant(args).length > 0) {
    return new WardkeyError('usage', { facts: { missing: 'COMMAND' } });
  }
  const nearest = nearestCommand(args);
  // A key's PIN may have letters too: behind such a word, only what is nearly a command is told back.
  const isSecret = nearest === undefined && SECRETS.includes(words[known - 1]);
  if (isSecret) return new WardkeyError('usage', { facts: { missing: 'COMMAND' } });
  const command = behind[0] ?? words.at(-1) ?? '';
  const facts = { command, ...(nearest === undefined ? {} : { nearest }) };
  return new WardkeyError('usage', { facts });
}

/** The same; `undefined` where they call none. */
export function commandCalled(args: readonly string[]): FoundCommand | undefined {
  return lookUp(args) ?? (args[0] === 'key' ? lookUp(args.slice(1)) : undefined);
}

/** Commands whose names begin with these words; all of them for none. */
export function commandsBeginning(words: readonly string[]): readonly CommandDefinition[] {
  return COMMANDS.filter((command) => words.every((word, at) => command.words[at] === word));
}

/**
 * What somebody may mean who typed the beginning of several commands, such as `card`, in the place of
 * one; all of them for `key`, which may stand before each. Empty for a command, and for what begins none.
 */
export function commandsMeant(args: readonly string[]): readonly CommandDefinition[] {
  const end = args.findIndex((word) => word.startsWith('-'));
  const typed = end < 0 ? args : args.slice(0, end);
  const words = withoutKey(typed);
  if (typed.length === 0 || commandCalled(typed) !== undefined) return [];
  return words.length === 0 ? COMMANDS : commandsBeginning(words);
}

function lookUp(args: readonly string[]): FoundCommand | undefined {
  const definition = COMMANDS.find(({ words }) => words.every((word, at) => args[at] === word));
  return definition && { definition, rest: args.slice(definition.words.length) };
}

/** How many words at the beginning are those of a command. */
function knownWords(words: readonly string[]): number {
  return 1 + words.findLastIndex((_, at) => commandsBeginning(words.slice(0, at + 1)).length > 0);
}

/** `key` may stand before each command, and begins one of its own. */
function withoutKey(args: readonly string[]): readonly string[] {
  return args[0] === 'key' ? args.slice(1) : args;
}
