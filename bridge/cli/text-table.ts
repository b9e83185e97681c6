import { fitted, textWidth } from './text-width.ts';

const GAP = '  ';
/** A column that is narrower tells nothing. */
const MIN_COLUMN = 8;

export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A table as lines. Where it is wider than the terminal, the widest columns give way; where even
 * that is not enough, each row becomes a few lines of its own.
 * @param columns of the terminal; `undefined` for no limit
 */
export function tableLines(
  { head, rows }: TextTable,
  columns: number | undefined,
): readonly string[] {
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => textWidth(row[at] ?? ''))),
  );
  const room = columns === undefined ? undefined : columns - GAP.length * (head.length - 1);
  if (room !== undefined && !shrink(widths, room)) return records(head, rows);
  return [head, ...rows].map((row) =>
    row
      .map((cell, at) => padded(fitted(cell, widths[at] ?? 0), widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** Takes from the widest until all fit. @returns whether they do */
function shrink(widths: number[], room: number): boolean {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= MIN_COLUMN) return false;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return true;
}

function records(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.map((cell, at) => `${head[at]}: ${cell}`),
  ]);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
