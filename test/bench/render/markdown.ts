import { grouped, type Report } from '../report.ts';
import { cellsOf, FIRST_FIGURE, HEADS, notesOf } from './cells.ts';
import { circumstanceLines } from './circumstances.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const tableLine = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/**
 * The report as a page.
 * @param plots file name of the plot of each subject that has one
 * @param remarks what a reader has to know to judge the figures
 */
export function renderMarkdown(
  report: Report,
  plots: ReadonlyMap<string, string>,
  remarks: readonly string[],
): string {
  const lines = ['# Where Wardkey stands', ''];
  for (const line of circumstanceLines(report.circumstances)) lines.push(line, '');
  for (const remark of remarks) lines.push(`- ${remark}`);
  for (const [subject, groups] of grouped(report.rows)) {
    lines.push('', `## ${subject}`, '');
    const plot = plots.get(subject);
    if (plot !== undefined) lines.push(`![${subject}](${plot})`, '');
    const rule = HEADS.map((_, column) => (column < FIRST_FIGURE ? '---' : '---:'));
    lines.push(tableLine(['thing', ...HEADS]), tableLine(['---', ...rule]));
    for (const group of groups) {
      group.rows.forEach((row, at) => {
        lines.push(tableLine([at === 0 ? group.what : '', ...cellsOf(row, group)]));
      });
    }
    const notes = groups.flatMap(({ what, rows }) =>
      rows.flatMap(notesOf).map((note) => `- ${what}: ${note}`),
    );
    if (notes.length > 0) lines.push('', ...notes);
  }
  return `${lines.join('\n')}\n`;
}
