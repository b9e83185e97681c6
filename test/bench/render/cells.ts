import { type Group, ratioToWardkey } from '../report.ts';
import type { Row } from '../results.ts';

/** The heads of the columns; those of figures stand to the right. */
export const HEADS = [
  'program',
  'way to the device',
  'median',
  'p95',
  'unit',
  'device',
  'overhead',
  'p95 of it',
  'against Wardkey',
  'commands',
  'frames',
  'runs',
  'void',
] as const;

export const FIRST_FIGURE = 2;

function figure(value: number | undefined): string {
  if (value === undefined) return '';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function commandsOf({ commands, whileTyping }: Row): string {
  if (commands === undefined) return '';
  return whileTyping === undefined
    ? `${commands.length}`
    : `${commands.length - whileTyping} (+${whileTyping} while the PIN is typed)`;
}

/** What stands in the columns of a row; an empty row has its reason in the place of figures. */
export function cellsOf(row: Row, group: Group): readonly string[] {
  const { summary, overhead } = row;
  const ratio = ratioToWardkey(row, group);
  return [
    row.peer,
    row.way,
    figure(summary?.median),
    figure(summary?.p95),
    row.unit,
    figure(row.deviceMs),
    figure(overhead?.median),
    figure(overhead?.p95),
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    commandsOf(row),
    row.frames === undefined ? '' : `${row.frames}`,
    summary === undefined ? '' : `${summary.runs}`,
    row.voids === undefined || row.voids === 0 ? '' : `${row.voids}`,
  ];
}

/** What is said of a row below its group: why it is empty, and whether it is at its target. */
export function notesOf(row: Row): readonly string[] {
  const { empty, target } = row;
  return [
    ...(empty === undefined ? [] : [`${row.peer}: no figure, ${empty}`]),
    ...(target === undefined
      ? []
      : [`${row.peer}: target ${target.says}: ${target.met ? 'met' : 'MISSED'}`]),
  ];
}
