import type { CtapChannel } from '../transport/transport.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';

/**
 * authenticatorSelection (CTAP 2.1 §6.9): waits for a touch, and does nothing else.
 * @throws WardkeyError `touch-denied`, `touch-timeout`, and what {@link sendCommand} throws
 */
export async function selection(channel: CtapChannel, options: CommandOptions): Promise<void> {
  await sendCommand(channel, COMMAND.selection, undefined, options);
}
