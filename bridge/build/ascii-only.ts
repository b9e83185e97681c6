import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A plugin of the build that writes all other characters than those of ASCII as escapes. A program with
 * only one letter beyond Latin-1 takes V8 two bytes for each of its characters, and longer to read at
 * each start. All of them stand in texts, templates and regular expressions, where the escapes mean the
 * same.
 */
export function asciiOnly() {
  return {
    name: 'wardkey-ascii-only',
    writeBundle({ dir = '' }: { readonly dir?: string | undefined }, bundle: object) {
      for (const file of Object.keys(bundle).filter((name) => name.endsWith('.mjs'))) {
        const path = join(dir, file);
        writeFileSync(path, escaped(readFileSync(path, 'utf8')));
      }
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
