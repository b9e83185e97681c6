import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type ErrorFacts, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CommandDefinition, OptionDefinition } from './definition.ts';
import { isPinOption, mayBePin } from './typed-pin.ts';

/** What was typed behind a command's name. */
export interface CommandInput {
  /** Whether a flag was given. */
  flag(name: string): boolean;
  /** The value of an option; the last, where it was given twice. */
  text(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  texts(name: string): readonly string[];
  /** The words that are no options, in order. */
  readonly words: readonly string[];
  /** The first of them, or of those from `at` on. The definition says that it is there. */
  word(at?: number): string;
}

/** Options that every command has. */
export const HELP_OPTION: OptionDefinition = { name: 'help', says: 'help.optionHelp' };
/** Option of every command that prints something a program may want to read. */
export const JSON_OPTION: OptionDefinition = { name: 'json', says: 'help.optionJson' };

/** All options of a command. */
export function optionsOf({
  options = [],
  output,
}: CommandDefinition): readonly OptionDefinition[] {
  return [...options, ...(output === undefined ? [] : [JSON_OPTION]), HELP_OPTION];
}

/**
 * Reads what was typed behind a command's name.
 * @throws WardkeyError `pin-in-command`; `usage` with the `argument` that is not understood, the `option` that is not known,
 *   the one that `wantsValue`, or the argument that is `missing`. Of a command that takes a PIN, no `argument` is told
 */
export function readInput(args: readonly string[], definition: CommandDefinition): CommandInput {
  const options = parserOptions(optionsOf(definition));
  const { values, positionals } = parsed(args, options);
  checkWords(positionals, definition, takesPin(options));
  const all = new Map(
    Object.entries(values).map(([name, value]) => [name, [value ?? []].flat()] as const),
  );
  const texts = (name: string) =>
    (all.get(name) ?? []).filter((value) => typeof value === 'string');
  return {
    flag: (name) => all.get(name)?.at(-1) === true,
    text: (name) => texts(name).at(-1),
    texts,
    words: positionals,
    word: (at = 0) => positionals[at] ?? '',
  };
}

function parserOptions(definitions: readonly OptionDefinition[]): ParseArgsOptionsConfig {
  return Object.fromEntries(
    definitions.map(({ name, value, repeats }) => [
      name,
      {
        type: value === undefined ? 'boolean' : 'string',
        ...(repeats === undefined ? {} : { multiple: true }),
        ...(name === HELP_OPTION.name ? { short: 'h' } : {}),
      } as const,
    ]),
  );
}

function parsed(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    const facts = firstStrange(args, options);
    if (takesPin(options) && isPinOption(String(facts['option']))) {
      throw new WardkeyError('pin-in-command');
    }
    throw new WardkeyError('usage', { cause, facts });
  }
}

function takesPin(options: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(options, 'pin-fd');
}

function firstStrange(args: readonly string[], options: ParseArgsOptionsConfig): ErrorFacts {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const strange = tokens.find(
    (token) =>
      token.kind === 'option' &&
      (options[token.name] === undefined ||
        (options[token.name]?.type === 'string') !== (token.value !== undefined)),
  );
  // An option that takes the next word takes no other option for it.
  const ambiguous = tokens.find(
    (token) => token.kind === 'option' && token.value?.startsWith('-') && !token.inlineValue,
  );
  const token = strange ?? ambiguous;
  const typed = args[token?.index ?? 0] ?? '';
  if (token?.kind !== 'option') return { argument: typed };
  const known = options[token.name];
  if (known === undefined) return { option: token.rawName };
  return known.type === 'string' ? { wantsValue: typed } : { argument: typed };
}

function checkWords(
  words: readonly string[],
  { arguments: expected = [] }: CommandDefinition,
  asksForPin: boolean,
): void {
  const endless = expected.at(-1)?.repeats === true;
  const surplus = endless ? [] : words.slice(expected.length);
  if (asksForPin && surplus.some(mayBePin)) throw new WardkeyError('pin-in-command');
  const [strange] = surplus;
  if (strange !== undefined) {
    // A key's PIN may have letters too.
    throw new WardkeyError('usage', { facts: asksForPin ? {} : { argument: strange } });
  }
  const missing = expected.slice(words.length).find(({ optional }) => optional !== true);
  if (missing !== undefined) {
    throw new WardkeyError('usage', { facts: { missing: missing.name } });
  }
}
