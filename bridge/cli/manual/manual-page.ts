import type { Language } from '../../../shared/settings/settings.ts';
import {
  type CommandLineWordKey,
  sayInTerminal,
} from '../../../shared/words/command-line-words.ts';
import { optionsOf } from '../command-input.ts';
import { argumentText, optionText, PROGRAM, synopsis } from '../command-line-text.ts';
import type { CommandDefinition } from '../definition.ts';
import { COMMANDS } from '../definitions/table.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/**
 * The manual page of all commands, for `man` (man(7) of groff and mandoc).
 * @param version the program's own
 */
export function manualPage(language: Language, version: string): readonly string[] {
  const tell = (key: CommandLineWordKey) => roff(sayInTerminal(language, key));
  return [
    `.TH ${PROGRAM.toUpperCase()} 1 "" "${PROGRAM} ${version}"`,
    '.SH NAME',
    `${PROGRAM} \\- ${tell('help.about')}`,
    '.SH SYNOPSIS',
    `.B ${PROGRAM}`,
    '.I COMMAND',
    '[OPTIONS]',
    `.SH ${heading(language, 'help.headDescription')}`,
    tell('help.about'),
    '.PP',
    tell('help.keyWord'),
    `.SH ${heading(language, 'help.headCommands')}`,
    ...COMMANDS.flatMap((command) => commandSection(command, tell)),
    `.SH ${heading(language, 'help.headExitCodes')}`,
    ...EXIT_CODES.flatMap(({ exitCode, says }) => term(String(exitCode), tell(says))),
    `.SH ${heading(language, 'help.headEnvironment')}`,
    tell('help.environmentNoColor'),
    '.PP',
    tell('help.environmentLanguage'),
    `.SH ${heading(language, 'help.headFiles')}`,
    tell('help.filesPolicy'),
  ];
}

function commandSection(
  command: CommandDefinition,
  tell: (key: CommandLineWordKey) => string,
): readonly string[] {
  return [
    `.SS "${roff(synopsis(command)).replaceAll('"', '""')}"`,
    tell(command.says),
    ...(command.details ?? []).flatMap((key) => ['.PP', tell(key)]),
    ...(command.arguments ?? []).flatMap((argument) =>
      term(roff(argumentText(argument)), tell(argument.says)),
    ),
    ...optionsOf(command).flatMap((option) => term(roff(optionText(option)), tell(option.says))),
    ...command.examples.flatMap(({ typed, says }) => [
      '.PP',
      tell(says),
      '.PP',
      '.RS 4',
      '.nf',
      roff(typed),
      '.fi',
      '.RE',
    ]),
  ];
}

function term(name: string, says: string): readonly string[] {
  return ['.TP', `.B ${name}`, says];
}

function heading(language: Language, key: CommandLineWordKey): string {
  return roff(sayInTerminal(language, key).toUpperCase());
}

/** Text that roff prints as it is: no request at its beginning, no escape, and dashes as typed. */
function roff(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll("'", '\\(aq');
  return /^[.]/.test(escaped) ? `\\&${escaped}` : escaped;
}
