import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { commandName } from './command-byte.ts';
import { STATUS } from './status-byte.ts';
import { statusCode } from './status-code.ts';

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(STATUS).map(([name, status]) => [status, name]),
);

/** The specification's name of a status byte, or its number where it has none: `0xf1`. */
function statusName(status: number): string {
  return NAMES.get(status) ?? `0x${status.toString(16).padStart(2, '0')}`;
}

/**
 * The error for a status byte other than OK. Its facts are `command` and `status`, as the numbers
 * that went over the wire, and their names, `commandName` and `statusName`.
 */
export function statusError(command: number, status: number): WardkeyError {
  const name = commandName(command);
  return new WardkeyError(statusCode(command, status), {
    facts: {
      command,
      ...(name === undefined ? {} : { commandName: name }),
      status,
      statusName: statusName(status),
    },
  });
}

/** The status byte that an error came from, if it came from one. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof WardkeyError)) return undefined;
  const status = error.facts['status'];
  return typeof status === 'number' ? status : undefined;
}
