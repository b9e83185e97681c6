import { say } from '../../shared/words/words.ts';
import { uninstall } from '../install/uninstall.ts';
import type { Command } from './context.ts';
import { readOptions } from './options.ts';

/** `wardkey uninstall`: takes away what `wardkey install` has put. */
export const uninstallCommand: Command = async (args, { language, places, terminal }) => {
  const options = readOptions(args, { json: { type: 'boolean' } });
  const removal = await uninstall(places);
  if (options.json) {
    terminal.line(JSON.stringify(removal));
    return;
  }
  const isGone = removal.removed.length > 0;
  terminal.line(say(language, isGone ? 'cli.uninstalled' : 'cli.uninstalledAlready'));
};
