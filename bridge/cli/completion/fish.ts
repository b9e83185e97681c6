import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { optionsOf } from '../command-input.ts';
import { PROGRAM } from '../command-line-text.ts';
import { COMMANDS } from '../definitions/table.ts';
import { argumentWords, completionPlaces, takesFiles } from './completion-tree.ts';

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
          return `complete -c ${PROGRAM} -f -n ${condition(typed)} -a ${quoted(word)}${description}`;
        }),
    );
  const options = COMMANDS.flatMap((command) => {
    const place = `complete -c ${PROGRAM} -n ${condition(command.words.join(' '))}`;
    return [
      ...(takesFiles(command) ? [`${place} -F`] : []),
      ...argumentWords(command).map((word) => `${place} -f -a ${quoted(word)}`),
      ...optionsOf(command).map(({ name, value, completes, says: key }) => {
        const offered = typeof completes === 'object' ? ` -a ${quoted(completes.join(' '))}` : '';
        const takes = value === undefined ? '' : ` -x${offered}`;
        return `${place} -l ${name}${takes} -d ${quoted(sayInTerminal(language, key))}`;
      }),
    ];
  });
  return [
    `# Completion of ${PROGRAM} for fish. Made by "${PROGRAM} completion fish".`,
    `function __${PROGRAM}_at`,
    '  set -l words (commandline -opc)',
    '  set -e words[1]',
    `  if test (count $words) -gt 1; and test "$words[1]" = key; and test "$words[2]" != info`,
    '    set -e words[1]',
    '  end',
    '  set -l wanted $argv',
    '  if test (count $wanted) -eq 0',
    '    test (count $words) -eq 0',
    '    return',
    '  end',
    '  test (count $words) -ge (count $wanted)',
    '  and test "$words[1..(count $wanted)]" = "$wanted"',
    'end',
    ...words,
    ...options,
    `complete -c ${PROGRAM} -n ${condition('')} -l version`,
    `complete -c ${PROGRAM} -n ${condition('')} -l help`,
  ];
}

function condition(typed: string): string {
  return quoted(`__${PROGRAM}_at ${typed}`.trim());
}

/** As one word of fish: a quote or backslash in it gets a backslash. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}
