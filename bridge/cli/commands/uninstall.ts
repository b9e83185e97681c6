import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { uninstall } from '../../install/uninstall.ts';
import { uninstallSystem } from '../../install/uninstall-system.ts';
import type { Command } from '../context.ts';
import { show } from '../show.ts';

/** `wardkey uninstall`: takes away what `wardkey install` has put. */
export const uninstallCommand: Command = async (context) => {
  const { input, language, places, system } = context;
  const removal = input.flag('system')
    ? await uninstallSystem(system.places)
    : await uninstall(places);
  const isGone = removal.removed.length > 0;
  return show(context, removal, () =>
    input.flag('quiet')
      ? []
      : [sayInTerminal(language, isGone ? 'cli.uninstalled' : 'cli.uninstalledAlready')],
  );
};
