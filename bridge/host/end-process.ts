import { toWardkeyError } from '../../shared/errors/wardkey-error.ts';
import { logError } from './log.ts';
import type { ServingHost } from './serve.ts';

/** How long devices and output have to be let go in order, in milliseconds. */
const CLOSING_MS = 150;

/**
 * Lets devices and output go in order, and ends the process as soon as that is done, or after 150 ms.
 * @param kill ends the process at once, whatever it is doing
 */
export async function endProcess(
  host: Pick<ServingHost, 'close'>,
  kill: () => void,
): Promise<void> {
  setTimeout(kill, CLOSING_MS);
  try {
    await host.close();
  } catch (thrown) {
    logError(toWardkeyError(thrown));
  }
  kill();
}
