import { grouped, type Report } from '../report.ts';
import { cellsOf, FIRST_FIGURE, HEADS, notesOf } from './cells.ts';
import { circumstanceLines } from './circumstances.ts';

/** The report as text for a terminal, columns in line. */
export function renderTable(report: Report): string {
  const lines = circumstanceLines(report.circumstances);
  for (const [subject, groups] of grouped(report.rows)) {
    lines.push('', subject.toUpperCase());
    const tables = groups.map((group) => group.rows.map((row) => cellsOf(row, group)));
    const widths = HEADS.map((head, column) =>
      Math.max(head.length, ...tables.flat().map((cells) => cells[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]): string =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column < FIRST_FIGURE ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd();
    lines.push(line(HEADS));
    groups.forEach((group, at) => {
      lines.push(`${group.what}:`, ...(tables[at] ?? []).map(line));
      lines.push(...group.rows.flatMap(notesOf).map((note) => `  ${note}`));
    });
  }
  return `${lines.join('\n')}\n`;
}
