import { COMMANDS } from './definitions/table.ts';

/** Letters that may be wrong, missing or too many. */
const MOST_MISTAKES = 2;

/** The command that somebody most likely meant who mistyped its name; `undefined` where none is near. */
export function nearestCommand(args: readonly string[]): string | undefined {
  const words = args[0] === 'key' ? args.slice(1) : args;
  const near = COMMANDS.map((command) => {
    const name = command.words.join(' ');
    return { name, mistakes: distance(words.slice(0, command.words.length).join(' '), name) };
  })
    // Of a short name that many letters would be most of it.
    .filter(({ name, mistakes }) => mistakes <= MOST_MISTAKES && mistakes * 2 < name.length)
    .toSorted((a, b) => a.mistakes - b.mistakes);
  return near[0]?.name;
}

/** Letters to change, put in or leave out to make one word the other (Levenshtein's distance). */
function distance(typed: string, name: string): number {
  if (Math.abs(typed.length - name.length) > MOST_MISTAKES) return MOST_MISTAKES + 1;
  let row = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (const [down, letter] of [...typed].entries()) {
    const next = [down + 1];
    for (const [at, wanted] of [...name].entries()) {
      const [above = 0, before = 0] = [row[at + 1], next[at]];
      const changed = (row[at] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, above + 1, before + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
