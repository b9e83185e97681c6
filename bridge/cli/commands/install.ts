import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { builtProgram } from '../../install/built-program.ts';
import { type Installation, install } from '../../install/install.ts';
import { installSystem } from '../../install/install-system.ts';
import type { Command, CommandContext } from '../context.ts';
import { show } from '../show.ts';

/** `wardkey install`: sets the bridge up for this person's browsers, or for everybody's. */
export const installCommand: Command = async (context) => {
  const { input, language } = context;
  const installation = await installed(context);
  const { browsers, changed } = installation;
  return show(context, installation, () =>
    input.flag('quiet')
      ? []
      : [
          sayInTerminal(language, changed ? 'cli.installed' : 'cli.installedAlready'),
          ...new Set(browsers.map(({ name }) => `  ${name}`)),
          ...(input.text('udev') === undefined ? [] : [sayInTerminal(language, 'cli.udevReplug')]),
        ],
  );
};

async function installed({ input, places, system }: CommandContext): Promise<Installation> {
  const all = input.flag('all');
  const udevGroup = input.text('udev');
  if (input.flag('system')) {
    return installSystem(await builtProgram(), system.places, { all, udevGroup });
  }
  if (udevGroup !== undefined) throw new WardkeyError('usage', { facts: { missing: '--system' } });
  return install(await builtProgram(), places, { all });
}
