/**
 * Whether words name a cause.
 * @param rows of which one has to be there with all its words, as whole words and in whatever case
 */
export function namesCause(said: string, rows: readonly (readonly string[])[]): boolean {
  const text = ` ${plainWords(said).toLowerCase().replaceAll(/\s+/g, ' ')} `;
  return rows.some((words) => words.every((word) => hasWord(text, word.toLowerCase())));
}

/** How many words somebody has to read until the cause is named; `null` where it never is. */
export function wordsUntilNamed(said: string, rows: readonly (readonly string[])[]): number | null {
  const lines = said.split('\n');
  const until = lines.findIndex((_, at) => namesCause(lines.slice(0, at + 1).join('\n'), rows));
  return until < 0 ? null : wordCount(lines.slice(0, until + 1).join('\n'));
}

/** How many words somebody has to read. */
export function wordCount(said: string): number {
  return plainWords(said)
    .split(/\s+/)
    .filter((word) => word !== '').length;
}

/** Without what only gives a terminal its colours. */
function plainWords(said: string): string {
  return said.replaceAll(COLOUR, '');
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0) return false;
  const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`;
  return /^[^a-z0-9][^a-z0-9]$/.test(around) || hasWord(text.slice(at + word.length), word);
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');
