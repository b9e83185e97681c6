import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import { endProcess } from './end-process.ts';
import { logError } from './log.ts';
import { type HostParts, type HostStreams, serve } from './serve.ts';
import { guardStdout } from './stdout-guard.ts';

const END_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Makes this process a native messaging host until the browser goes, and then ends it.
 *
 * It ends by SIGKILL to itself: a call into a smartcard library that does not come back would hold
 * up `process.exit()`, and the browser waits for the process.
 * @param args command line behind the program's own path, as the browser gave it
 */
export async function runHost(parts: HostParts, args: readonly string[]): Promise<void> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const onTrouble: HostStreams['onTrouble'] = logError;
  // Whoever reads the log may go, as a terminal that the browser was started from. Telling of that in
  // the log would fail again, without end.
  process.stderr.on('error', () => {});
  for (const signal of END_SIGNALS) {
    process.once(signal, () => stop());
  }
  process.on('uncaughtException', (thrown) => {
    onTrouble(toWardkeyError(thrown));
    stop();
  });
  const host = serve(parts, { input: process.stdin, output: guardStdout(), args, onTrouble });
  await Promise.race([host.ended, stopped]);
  await endProcess(host, () => process.kill(process.pid, 'SIGKILL'));
}
