import type { Language } from '../../shared/settings/settings.ts';
import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import { optionsOf } from './command-input.ts';
import { argumentText, exitsOf, optionText, PROGRAM, synopsis } from './command-line-text.ts';
import type { CommandDefinition, ExampleDefinition } from './definition.ts';
import { COMMANDS } from './definitions/table.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { commandCalled, commandsMeant } from './find-command.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './text-width.ts';

/** Width of help where the output is no terminal. */
const STANDARD_COLUMNS = 80;
/** Lines that are longer are hard to read. */
const MAX_COLUMNS = 100;
/** What is typed, before what it does, where there is room for both on one line. */
const TERM_COLUMNS = 30;
const MIN_TEXT_COLUMNS = 30;

type Looks = Pick<Terminal, 'heading' | 'columns'>;

/** Help for all commands, or for some. */
export function overview(
  language: Language,
  looks: Looks,
  commands: readonly CommandDefinition[] = COMMANDS,
): readonly string[] {
  const tell = (key: CommandLineWordKey, facts = {}) => sayInTerminal(language, key, facts);
  const isWhole = commands === COMMANDS;
  const [first] = isWhole ? COMMANDS.filter(({ words }) => words.length > 1) : commands;
  const more = tell('help.moreHelp', {
    typed: [PROGRAM, 'help', ...(first?.words ?? [])].join(' '),
  });
  const examples = commands.flatMap((command) => command.examples.slice(0, 1)).slice(0, 5);
  return [
    ...(isWhole ? [...wrapped(tell('help.about'), columnsOf(looks)), ''] : []),
    looks.heading(tell('help.headUsage')),
    `  ${[PROGRAM, ...groupOf(commands)].join(' ')} COMMAND [OPTIONS]`,
    '',
    ...commandsOf(commands, language, looks),
    ...(isWhole ? term('--version', tell('help.version'), columnsOf(looks)) : []),
    '',
    looks.heading(tell('help.headExamples')),
    ...examples.flatMap((example) => exampleLines(example, language, columnsOf(looks))),
    '',
    ...(isWhole
      ? [
          ...exitLines(
            EXIT_CODES.map(({ exitCode }) => exitCode),
            language,
            looks,
          ),
          '',
        ]
      : []),
    ...wrapped(more, columnsOf(looks)),
    ...(isWhole ? wrapped(tell('help.keyWord'), columnsOf(looks)) : []),
  ];
}

/** The word that some commands begin with, if they all do. */
function groupOf(commands: readonly CommandDefinition[]): readonly string[] {
  const [first, ...others] = commands.map(({ words }) => words[0]);
  return first !== undefined && others.every((word) => word === first) ? [first] : [];
}

/** Some commands, and what each is for; nothing for none. */
function commandsOf(
  commands: readonly CommandDefinition[],
  language: Language,
  looks: Looks,
): readonly string[] {
  if (commands.length === 0) return [];
  const lines = commands.flatMap((command) =>
    term(commandText(command), sayInTerminal(language, command.says), columnsOf(looks)),
  );
  return [looks.heading(sayInTerminal(language, 'help.headCommands')), ...lines];
}

/** What somebody may type who typed what is no command, or what a command does not know. */
export function usageLines(
  args: readonly string[],
  language: Language,
  looks: Looks,
): readonly string[] {
  const called = commandCalled(args);
  if (called === undefined) return commandsOf(commandsMeant(args), language, looks);
  const typed = `${PROGRAM} help ${called.definition.words.join(' ')}`;
  return [
    `  ${synopsis(called.definition)}`,
    ...wrapped(sayInTerminal(language, 'help.moreHelp', { typed }), columnsOf(looks)),
  ];
}

/** All about one command. */
export function commandHelp(
  command: CommandDefinition,
  language: Language,
  looks: Looks,
): readonly string[] {
  const tell = (key: CommandLineWordKey) => sayInTerminal(language, key);
  const columns = columnsOf(looks);
  const words = (command.arguments ?? []).flatMap((argument) =>
    term(argumentText(argument), tell(argument.says), columns),
  );
  return [
    ...wrapped(tell(command.says), columns),
    ...(command.details ?? []).flatMap((key) => ['', ...wrapped(tell(key), columns)]),
    '',
    looks.heading(tell('help.headUsage')),
    `  ${synopsis(command)}`,
    ...(words.length === 0 ? [] : ['', looks.heading(tell('help.headArguments')), ...words]),
    '',
    looks.heading(tell('help.headOptions')),
    ...optionsOf(command).flatMap((option) => term(optionText(option), tell(option.says), columns)),
    '',
    looks.heading(tell('help.headExamples')),
    ...command.examples.flatMap((example) => exampleLines(example, language, columns)),
    '',
    ...exitLines(exitsOf(command), language, looks),
  ];
}

function exitLines(exits: readonly number[], language: Language, looks: Looks): readonly string[] {
  const rows = EXIT_CODES.filter(({ exitCode }) => exits.includes(exitCode));
  return [
    looks.heading(sayInTerminal(language, 'help.headExitCodes')),
    ...rows.flatMap(({ exitCode, says }) => {
      const [first = '', ...rest] = wrapped(sayInTerminal(language, says), columnsOf(looks) - 7);
      return [
        `  ${String(exitCode).padStart(3)}  ${first}`,
        ...rest.map((line) => `       ${line}`),
      ];
    }),
  ];
}

/** What is typed is one line, so that it can be copied, and what it does stands below. */
function exampleLines(
  { typed, says }: ExampleDefinition,
  language: Language,
  columns: number,
): readonly string[] {
  const lines = wrapped(sayInTerminal(language, says), columns - 6);
  return [`  ${typed}`, ...lines.map((line) => `      ${line}`)];
}

/** What is typed and what it means: beside one another, or below where there is no room. */
function term(typed: string, says: string, columns: number): readonly string[] {
  const room = columns - TERM_COLUMNS - 2;
  if (room < MIN_TEXT_COLUMNS) {
    return [`  ${typed}`, ...wrapped(says, columns - 6).map((line) => `      ${line}`)];
  }
  const [first = '', ...rest] = wrapped(says, room);
  const indent = ' '.repeat(TERM_COLUMNS + 2);
  const below = rest.map((line) => `${indent}${line}`);
  return typed.length + 2 > TERM_COLUMNS
    ? [`  ${typed}`, `${indent}${first}`, ...below]
    : [`  ${typed}`.padEnd(TERM_COLUMNS + 2) + first, ...below];
}

function commandText(command: CommandDefinition): string {
  return [...command.words, ...(command.arguments ?? []).map(argumentText)].join(' ');
}

function columnsOf({ columns = STANDARD_COLUMNS }: Looks): number {
  return Math.min(columns, MAX_COLUMNS);
}
