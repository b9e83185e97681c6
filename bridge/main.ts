import { compose } from './compose.ts';
import { systemSettings, systemTransports } from './compose-system.ts';
import { browserCaller } from './host/caller.ts';
import { runHost } from './host/run-host.ts';

const args = process.argv.slice(2);
const settings = systemSettings();
const bridge = () => compose({ transports: systemTransports(), settings });

if (args[0] === 'host') {
  await runHost(bridge(), args.slice(1));
} else if (browserCaller(args) !== null) {
  await runHost(bridge(), args);
} else {
  // Loaded only here: the browser waits for hello, and the host needs no words.
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  const exitCode = await runCommandLine(args, { settings, keys: () => bridge().keys });
  // What stdout still holds for a pipe would be lost by the exit.
  process.stdout.write('', () => process.exit(exitCode));
}
