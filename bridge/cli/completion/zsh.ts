import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { optionsOf } from '../command-input.ts';
import { PROGRAM } from '../command-line-text.ts';
import type { CommandDefinition, Completion } from '../definition.ts';
import { COMMANDS } from '../definitions/table.ts';
import { completionPlaces } from './completion-tree.ts';

/** Completion for zsh, with what each word does (zsh Manual, Completion System). */
export function zshCompletion(language: Language): readonly string[] {
  const says = new Map(COMMANDS.map(({ words, says: key }) => [words.join(' '), key]));
  const groups = completionPlaces().filter(({ command }) => command === undefined);
  return [
    `#compdef ${PROGRAM}`,
    `# Completion of ${PROGRAM} for zsh. Made by "${PROGRAM} completion zsh".`,
    `_${PROGRAM}() {`,
    '  local typed="" word',
    '  local -i at=2',
    '  local -a offered',
    '  while (( at < CURRENT )); do',
    // Quoted, so that a word that was typed is no pattern.
    `    word="\${typed:+$typed }\${words[at]}"`,
    '    case "$word" in',
    `      ${knownBeginnings().map(quoted).join('|')}) typed="$word" ;;`,
    `      'key '*) typed="\${words[at]}" ;;`,
    '      *) break ;;',
    '    esac',
    '    (( at++ ))',
    '  done',
    '  case "$typed" in',
    ...groups.flatMap(({ typed, next }) => [
      `    ${quoted(typed)})`,
      `      offered=(${next
        .map((word) => {
          const key = says.get(`${typed} ${word}`.trim());
          const described = key === undefined ? word : `${word}:${sayInTerminal(language, key)}`;
          return quoted(described);
        })
        .join(' ')})`,
      `      _describe command offered ;;`,
    ]),
    ...COMMANDS.flatMap((command) => [
      `    ${quoted(command.words.join(' '))})`,
      '      shift $(( at - 2 )) words; (( CURRENT -= at - 2 ))',
      `      _arguments ${specs(command, language).map(quoted).join(' ')} ;;`,
    ]),
    '  esac',
    '}',
    `if [[ "$funcstack[1]" == _${PROGRAM} ]]; then _${PROGRAM} "$@"; else compdef _${PROGRAM} ${PROGRAM}; fi`,
  ];
}

function knownBeginnings(): readonly string[] {
  return completionPlaces()
    .map(({ typed }) => typed)
    .filter((typed) => typed !== '');
}

function specs(command: CommandDefinition, language: Language): readonly string[] {
  const options = optionsOf(command).map(({ name, value, completes = 'none', repeats, says }) => {
    const text = sayInTerminal(language, says).replace(/[[\]:\\]/g, (mark) => `\\${mark}`);
    const takes = value === undefined ? '' : `:${value}:${action(completes)}`;
    return `${repeats ? '*' : ''}--${name}[${text}]${takes}`;
  });
  const words = (command.arguments ?? []).map(({ name, completes, repeats }, at) => {
    const shown = name.replace(/:/g, '\\:');
    return `${repeats ? '*' : at + 1}:${shown}:${action(completes)}`;
  });
  return [...options, ...words];
}

function action(completes: Completion): string {
  if (completes === 'files') return '_files';
  return completes === 'none' ? ' ' : `(${completes.join(' ')})`;
}

/** As one word of a shell (POSIX.1-2024, Shell Command Language §2.2.2). */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
