import type { CtapChannel } from '../transport/transport.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';

/**
 * authenticatorReset (CTAP 2.1 §6.6): all credentials, the PIN and all settings are gone after the
 * touch. A key on USB takes it within 10 seconds after it was plugged in.
 * @throws WardkeyError `reset-too-late`, `touch-denied`, `touch-timeout`, and what {@link sendCommand}
 *   throws
 */
export async function reset(channel: CtapChannel, options: CommandOptions): Promise<void> {
  await sendCommand(channel, COMMAND.reset, undefined, options);
}
