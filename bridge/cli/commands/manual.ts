import { VERSION } from '../../install/product-version.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { manualPage } from '../manual/manual-page.ts';
import { webPage } from '../manual/web-page.ts';
import { wrongValue } from '../wrong-value.ts';

const FORMATS = new Map([
  ['man', manualPage],
  ['html', webPage],
]);

/** `wardkey manual`: all commands, for `man` or as a web page. */
export const manual: Command = async ({ input, terminal, language }) => {
  const format = input.text('format') ?? 'man';
  const page = FORMATS.get(format);
  if (page === undefined) throw wrongValue(format, FORMATS.keys());
  for (const line of page(language, VERSION)) terminal.line(line);
  return SUCCESS;
};
