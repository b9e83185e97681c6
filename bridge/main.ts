import { compose } from './compose.ts';
import { isHeldUp, systemSettings, systemTransports } from './compose-system.ts';
import { browserCaller } from './host/caller.ts';
import { logError } from './host/log.ts';
import { runHost } from './host/run-host.ts';

const args = process.argv.slice(2);
const { settings, trouble } = systemSettings();
const bridge = () => compose({ transports: systemTransports(), settings });

if (args[0] === 'host' || browserCaller(args) !== null) {
  if (trouble !== undefined) {
    logError(trouble);
  }
  await runHost(bridge(), args[0] === 'host' ? args.slice(1) : args);
} else {
  // Loaded only here: the browser waits for hello, and the host needs no words.
  const [{ runCommandLine }, { endProcess, endWhenUnread }] = await Promise.all([
    import('./cli/run-command-line.ts'),
    import('./cli/end-process.ts'),
  ]);
  endWhenUnread();
  const keys = () => bridge().keys;
  const exitCode = await runCommandLine(args, { settings, keys, ...(trouble && { trouble }) });
  // What stdout still holds for a pipe would be lost by the exit.
  process.stdout.write('', () => endProcess(exitCode, isHeldUp()));
}
