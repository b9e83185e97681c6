import { globSync, readFileSync } from 'node:fs';
import { counted } from './journey-texts.ts';
import { gradeOf } from './reading-age.ts';

/** The files of the product's English, one a folder of words. */
export const ENGLISH_FILES: readonly string[] = globSync('shared/words/**/en.json');

/** Every English text of the product by its folder and key, such as `card: card.open`, with its grade. */
export function allGraded(): readonly { readonly path: string; readonly grade: number }[] {
  return ENGLISH_FILES.flatMap((file) =>
    textsOf(JSON.parse(readFileSync(file, 'utf8'))).map(([key, text]) => ({
      path: `${file.split('/').at(-2)}: ${key}`,
      // A heading of a few words is no sentence: one long word in it would decide.
      grade: text.split(' ').length < 4 ? 0 : gradeOf(counted(text)),
    })),
  );
}

function textsOf(words: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof value === 'string' ? [[key, value] as const] : textsOf(value, key);
  });
}
