import { styleText } from 'node:util';

/** Where a command writes. */
export interface Terminal {
  /** One line of what was asked for. */
  line(text: string): void;
  /** One line of what went wrong. */
  trouble(text: string): void;
  /** Text that stands out, where the output shows such things. */
  heading(text: string): string;
}

/** The person's terminal. Colour only where it is one, and not against NO_COLOR. */
export const TERMINAL: Terminal = {
  line: (text) => {
    process.stdout.write(`${text}\n`);
  },
  trouble: (text) => {
    process.stderr.write(`${styleText('red', text, { stream: process.stderr })}\n`);
  },
  heading: (text) => styleText('bold', text, { stream: process.stdout }),
};
