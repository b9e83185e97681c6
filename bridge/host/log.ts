import type { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { redact } from '../../shared/redact/redact.ts';

/** Writes an error to `stderr`, which browsers keep apart from the messages, redacted. */
export function logError(error: WardkeyError): void {
  process.stderr.write(`wardkey: ${JSON.stringify(redact(error))}\n`);
}
