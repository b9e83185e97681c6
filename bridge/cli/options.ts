import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/**
 * Reads a command's options.
 * @throws WardkeyError `usage` with the `argument` that is not understood
 */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (cause) {
    throw new WardkeyError('usage', { cause, facts: { argument: firstStrange(args, options) } });
  }
}

function firstStrange(args: readonly string[], options: ParseArgsOptionsConfig): string {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const strange = tokens.find((token) => {
    switch (token.kind) {
      case 'positional':
        return true;
      case 'option':
        return (options[token.name]?.type === 'string') !== (token.value !== undefined);
      default:
        return false;
    }
  });
  return args[strange?.index ?? 0] ?? '';
}
