import type { CtapChannel } from '../transport/transport.ts';
import { type AssertionResponse, parseAssertion } from './assertion.ts';
import { type CommandOptions, sendCommand } from './command.ts';
import { COMMAND } from './command-byte.ts';

/**
 * authenticatorGetNextAssertion (CTAP 2.1 §6.3). The key forgets what is left after 30 s, and at any
 * other command.
 *
 * @throws WardkeyError `key-refused` with status NOT_ALLOWED when nothing is left, `device-garbled`,
 *   and what {@link sendCommand} throws
 */
export async function getNextAssertion(
  channel: CtapChannel,
  options: CommandOptions,
): Promise<AssertionResponse> {
  return parseAssertion(await sendCommand(channel, COMMAND.getNextAssertion, undefined, options));
}
