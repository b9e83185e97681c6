/**
 * Flesch-Kincaid grade of an English text (Kincaid et al. 1975): 0.39 words a sentence + 11.8
 * syllables a word - 15.59. Grade 4 to 6 is about age 9 to 11.
 */
export function gradeOf(text: string): number {
  const sentences = text.split(/[.!?:]+(?:\s|$)/).filter((part) => /\w/.test(part)).length;
  const words = text.match(/[A-Za-z0-9][A-Za-z0-9'/-]*/g) ?? [];
  if (sentences === 0 || words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

/** Syllables of an English word by its groups of vowels; a letter word such as PIN counts one. */
export function syllablesOf(word: string): number {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  const silent = bare.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (end) => end.charAt(0));
  return Math.max(1, silent.match(/[aeiouy]+/g)?.length ?? 0);
}
