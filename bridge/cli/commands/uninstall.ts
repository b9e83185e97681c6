import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { uninstall } from '../../install/uninstall.ts';
import type { Command } from '../context.ts';
import { show } from '../show.ts';

/** `wardkey uninstall`: takes away what `wardkey install` has put. */
export const uninstallCommand: Command = async (context) => {
  const { language, places } = context;
  const removal = await uninstall(places);
  const isGone = removal.removed.length > 0;
  return show(context, removal, () => [
    sayInTerminal(language, isGone ? 'cli.uninstalled' : 'cli.uninstalledAlready'),
  ]);
};
