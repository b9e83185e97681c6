/** The names of all sentences of a words file, as `section.name`. */
export type SentenceKey<Words> = {
  [S in keyof Words]: `${S & string}.${keyof Words[S] & string}`;
}[keyof Words];

/** The sentences of a words file by `section.name`. */
export function sentencesOf(
  sections: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(sections).flatMap(([section, sentences]) =>
      Object.entries(sentences).map(([name, text]) => [`${section}.${name}`, text] as const),
    ),
  );
}
