import { PROGRAM } from '../command-line-text.ts';
import {
  argumentWords,
  completionPlaces,
  takesFiles,
  valueCompletions,
} from './completion-tree.ts';

/**
 * Completion for bash: a function that finds the place by the words typed so far (Bash Reference
 * Manual, Programmable Completion). It needs no package beside bash itself.
 */
export function bashCompletion(): readonly string[] {
  const places = completionPlaces();
  const names = places.flatMap(({ command }) => (command ? [command.words.join(' ')] : []));
  const beginnings = places.filter(({ command, typed }) => command === undefined && typed !== '');
  return [
    `# Completion of ${PROGRAM} for bash. Made by "${PROGRAM} completion bash".`,
    `_${PROGRAM}() {`,
    '  local current previous typed word at',
    `  current="\${COMP_WORDS[COMP_CWORD]}"`,
    `  previous="\${COMP_WORDS[COMP_CWORD-1]}"`,
    '  COMPREPLY=()',
    '  case "$previous" in',
    ...[...valueCompletions()].map(
      ([option, completes]) => `    ${option}) ${reply(completes)}; return ;;`,
    ),
    '  esac',
    '  typed=""',
    '  for ((at = 1; at < COMP_CWORD; at++)); do',
    `    word="\${typed:+$typed }\${COMP_WORDS[at]}"`,
    '    case "$word" in',
    `      ${[...beginnings.map(({ typed }) => typed), ...names].map(quoted).join('|')}) typed="$word" ;;`,
    `      'key '*) typed="\${COMP_WORDS[at]}" ;;`,
    '      *) break ;;',
    '    esac',
    '  done',
    '  case "$typed" in',
    ...places.map(({ typed, next, command }) => {
      const words = command === undefined ? next : [...argumentWords(command), ...next];
      const files = command !== undefined && takesFiles(command);
      const more = files ? '; COMPREPLY+=($(compgen -f -- "$current"))' : '';
      return `    ${quoted(typed)}) ${reply(words)}${more} ;;`;
    }),
    '  esac',
    '}',
    `complete -F _${PROGRAM} ${PROGRAM}`,
  ];
}

function reply(completes: readonly string[] | 'files' | 'none'): string {
  if (completes === 'none') return ':';
  const source = completes === 'files' ? '-f' : `-W '${completes.join(' ')}'`;
  return `COMPREPLY=($(compgen ${source} -- "$current"))`;
}

function quoted(text: string): string {
  return `'${text}'`;
}
