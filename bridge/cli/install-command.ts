import { say } from '../../shared/words/words.ts';
import { builtProgram } from '../install/built-program.ts';
import { install } from '../install/install.ts';
import type { Command } from './context.ts';
import { readOptions } from './options.ts';

/** `wardkey install`: sets the bridge up for this person's browsers. */
export const installCommand: Command = async (args, { language, places, terminal }) => {
  const options = readOptions(args, { all: { type: 'boolean' }, json: { type: 'boolean' } });
  const installation = await install(await builtProgram(), places, { all: options.all === true });
  if (options.json) {
    terminal.line(JSON.stringify(installation));
    return;
  }
  const { browsers, changed } = installation;
  terminal.line(say(language, changed ? 'cli.installed' : 'cli.installedAlready'));
  for (const { name } of browsers) {
    terminal.line(`  ${name}`);
  }
};
