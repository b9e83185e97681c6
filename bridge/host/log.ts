import type { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/**
 * Writes an error to `stderr`, which browsers keep apart from the messages: its code and its facts,
 * never what a device or a page sent.
 */
export function logError(error: WardkeyError): void {
  process.stderr.write(`wardkey: ${error.code} ${JSON.stringify(error.facts)}\n`);
}
