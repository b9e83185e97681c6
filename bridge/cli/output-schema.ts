import { PROGRAM } from './command-line-text.ts';
import type { CommandDefinition } from './definition.ts';
import { errorSchema } from './error-lines.ts';
import type { JsonSchema } from './json-schema.ts';

/** The published schema of each line that a command prints with `--json`: its result, or an error. */
export function outputSchema({ words, output }: CommandDefinition): JsonSchema | undefined {
  return output === undefined
    ? undefined
    : {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: `${PROGRAM} ${words.join(' ')} --json`,
        anyOf: [output, errorSchema({})],
      };
}
