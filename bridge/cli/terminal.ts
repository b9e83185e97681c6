import { styleText } from 'node:util';
import { printable } from '../../shared/words/printable.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';

/** Where a command writes. */
export interface Terminal {
  /** One line of what was asked for. */
  line(text: string): void;
  /** What was asked for, as it is. */
  bytes(data: Uint8Array): void;
  /** One line of what goes on meanwhile: it is no part of the output. */
  notice(text: string): void;
  /** One line of what went wrong. */
  trouble(text: string): void;
  /** What goes on just now: on a terminal it goes away again, with `null` or the next line. */
  status(text: string | null): void;
  /** Text that stands out, where the output shows such things. */
  heading(text: string): string;
  /** Text about something that is well, or not. */
  verdict(text: string, isGood: boolean): string;
  /** Columns of the output; `undefined` where it is no terminal, and any width will do. */
  readonly columns: number | undefined;
}

/** Back to the beginning of the line, and clear it (ECMA-48 §8.3.41). */
const CLEAR_LINE = '\r\u001b[2K';

let shownStatus = false;

function clearStatus(): void {
  if (shownStatus) process.stderr.write(CLEAR_LINE);
  shownStatus = false;
}

/** No word is cut in two at the end of a terminal's line; anywhere else a line stays one line. */
function inLines(text: string): string {
  const columns = process.stderr.isTTY ? process.stderr.columns || 80 : Number.POSITIVE_INFINITY;
  if (textWidth(text) <= columns) return text;
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines = wrapped(text.slice(indent.length), columns - indent.length);
  return lines.map((line) => indent + line).join('\n');
}

function canMove(): boolean {
  return process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
}

/** The person's terminal. Colour only where it is one, and not against NO_COLOR. */
export const TERMINAL: Terminal = {
  line: (text) => {
    clearStatus();
    process.stdout.write(`${text}\n`);
  },
  bytes: (data) => {
    clearStatus();
    process.stdout.write(data);
  },
  notice: (text) => {
    clearStatus();
    process.stderr.write(`${inLines(text)}\n`);
  },
  trouble: (text) => {
    clearStatus();
    process.stderr.write(`${styleText('red', inLines(text), { stream: process.stderr })}\n`);
  },
  status: (text) => {
    clearStatus();
    if (text === null) return;
    if (canMove()) {
      // A line that wraps could not be cleared again.
      const shown = fitted(printable(text), (process.stderr.columns || 80) - 1);
      process.stderr.write(styleText('bold', shown, { stream: process.stderr }));
      shownStatus = true;
    } else {
      process.stderr.write(`${text}\n`);
    }
  },
  heading: (text) => styleText('bold', text, { stream: process.stdout }),
  verdict: (text, isGood) => styleText(isGood ? 'green' : 'red', text, { stream: process.stdout }),
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns || 80 : undefined;
  },
};
