import type { LoggedCommand } from './virtual-key.ts';

/** What a key was sent, for people: command bytes, `06/09` for subcommands, `u2f:02/07`. */
export function commandNames(log: readonly Readonly<LoggedCommand>[]): string[] {
  return log.map(({ command, subCommand, u2f }) => {
    const bytes = [command, ...(subCommand === undefined ? [] : [subCommand])];
    const name = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('/');
    return u2f ? `u2f:${name}` : name;
  });
}
