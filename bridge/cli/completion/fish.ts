import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { optionsOf } from '../command-input.ts';
import { PROGRAM } from '../command-line-text.ts';
import { COMMANDS } from '../definitions/table.ts';
import { argumentWords, completionPlaces, takesFiles } from './completion-tree.ts';

/** The words that stay behind `key`, which else may be typed before every command for one. */
const KEY_WORDS = COMMANDS.filter(({ words }) => words[0] === 'key').map(({ words }) => words[1]);

const FUNCTIONS: readonly string[] = [
  `function __${PROGRAM}_words`,
  '  set -l words (commandline -opc)',
  '  set -e words[1]',
  '  if test (count $words) -gt 1; and test "$words[1]" = key',
  `    and not contains -- "$words[2]" ${KEY_WORDS.join(' ')}`,
  '    set -e words[1]',
  '  end',
  "  printf '%s\\n' $words",
  'end',
  `function __${PROGRAM}_at`,
  `  set -l words (__${PROGRAM}_words)`,
  '  test "$words" = "$argv"',
  'end',
  `function __${PROGRAM}_in`,
  `  set -l words (__${PROGRAM}_words)`,
  '  set -l last (count $argv)',
  '  test (count $words) -ge $last; and test "$words[1..$last]" = "$argv"',
  'end',
];

/** Completion for fish, with what each word does (fish documentation, Writing your own completions). */
export function fishCompletion(language: Language): readonly string[] {
  const says = new Map(COMMANDS.map(({ words, says: key }) => [words.join(' '), key]));
  const words = completionPlaces()
    .filter(({ command }) => command === undefined)
    .flatMap(({ typed, next }) =>
      next
        .filter((word) => !word.startsWith('-'))
        .map((word) => {
          const key = says.get(`${typed} ${word}`.trim());
          const description =
            key === undefined ? '' : ` -d ${quoted(sayInTerminal(language, key))}`;
          return `complete -c ${PROGRAM} -n ${condition('at', typed)} -a ${quoted(word)}${description}`;
        }),
    );
  const options = COMMANDS.flatMap((command) => {
    const place = `complete -c ${PROGRAM} -n ${condition('in', command.words.join(' '))}`;
    return [
      ...(takesFiles(command) ? [`${place} -F`] : []),
      ...argumentWords(command).map((word) => `${place} -a ${quoted(word)}`),
      ...optionsOf(command).map(({ name, value, completes, says: key }) => {
        const offered = typeof completes === 'object' ? ` -a ${quoted(completes.join(' '))}` : '';
        const takes = value === undefined ? '' : ` -x${offered}`;
        return `${place} -l ${name}${takes} -d ${quoted(sayInTerminal(language, key))}`;
      }),
    ];
  });
  return [
    `# Completion of ${PROGRAM} for fish. Made by "${PROGRAM} completion fish".`,
    ...FUNCTIONS,
    // No files but where a command takes some.
    `complete -c ${PROGRAM} -f`,
    ...words,
    ...options,
    `complete -c ${PROGRAM} -n ${condition('at', '')} -l version`,
    `complete -c ${PROGRAM} -n ${condition('at', '')} -l help`,
  ];
}

/** At just these words, or in the command that they are, whatever is typed behind them. */
function condition(place: 'at' | 'in', typed: string): string {
  return quoted(`__${PROGRAM}_${place} ${typed}`.trim());
}

/** As one word of fish: a quote or backslash in it gets a backslash. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}
