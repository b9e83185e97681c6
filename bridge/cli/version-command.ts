import { VERSION } from '../install/product-version.ts';
import type { Command } from './context.ts';
import { readOptions } from './options.ts';

/** `wardkey --version`. */
export const versionCommand: Command = async (args, { terminal }) => {
  readOptions(args, {});
  terminal.line(VERSION);
};
