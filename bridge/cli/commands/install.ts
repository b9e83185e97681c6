import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { builtProgram } from '../../install/built-program.ts';
import { install } from '../../install/install.ts';
import type { Command } from '../context.ts';
import { show } from '../show.ts';

/** `wardkey install`: sets the bridge up for this person's browsers. */
export const installCommand: Command = async (context) => {
  const { input, language, places } = context;
  const installation = await install(await builtProgram(), places, { all: input.flag('all') });
  const { browsers, changed } = installation;
  return show(context, installation, () => [
    sayInTerminal(language, changed ? 'cli.installed' : 'cli.installedAlready'),
    ...browsers.map(({ name }) => `  ${name}`),
  ]);
};
