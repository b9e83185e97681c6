import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './definition.ts';

/** The name that the program is called by. */
export const PROGRAM = 'wardkey';

/** A command as it is typed, arguments and options included. */
export function synopsis(command: CommandDefinition): string {
  const words = (command.arguments ?? []).map(argumentText);
  return [PROGRAM, ...command.words, ...words, '[OPTIONS]'].join(' ');
}

/** An argument as a synopsis shows it: `[FILE]`, `CODE...`. */
export function argumentText({ name, optional, repeats }: ArgumentDefinition): string {
  const shown = repeats ? `${name}...` : name;
  return optional ? `[${shown}]` : shown;
}

/** An option as it is typed: `--device DEVICE`. */
export function optionText({ name, value }: OptionDefinition): string {
  const dashed = name === 'help' ? '-h, --help' : `--${name}`;
  return value === undefined ? dashed : `${dashed} ${value}`;
}

/** Exit codes that a command may end with, the smallest first. */
export function exitsOf({ exits = [], options = [] }: CommandDefinition): readonly number[] {
  const always = options.length > 0 ? [0, 1, 2, 130] : [0, 1, 2];
  return [...new Set([...always, ...exits])].sort((a, b) => a - b);
}
