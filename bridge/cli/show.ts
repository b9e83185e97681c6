import type { CommandContext } from './context.ts';
import { SUCCESS } from './exit-codes.ts';
import type { NamedDevice } from './named-device.ts';

/**
 * Prints a result: as one line of JSON where that was asked for, else as lines for a person.
 * @returns the exit code of success
 */
export function show(
  { input, terminal }: CommandContext,
  result: object,
  lines: () => readonly string[],
): number {
  for (const line of input.flag('json') ? [JSON.stringify(result)] : lines()) {
    terminal.line(line);
  }
  return SUCCESS;
}

/** The device that a result is about, as `--json` prints it. */
export function deviceJson({ id, transport, name, path, serial }: NamedDevice): object {
  return {
    id,
    transport,
    name,
    ...(path === undefined ? {} : { path }),
    ...(serial === undefined ? {} : { serial }),
  };
}
