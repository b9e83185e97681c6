/**
 * Letters of other alphabets, digits and pairs that look like Latin letters in an address bar. Ours,
 * drawn up for the letters that the names of the catalogue have.
 */
const LIKE: Readonly<Record<string, string>> = {
  а: 'a',
  ɑ: 'a',
  α: 'a',
  ᴀ: 'a',
  с: 'c',
  ϲ: 'c',
  ᴄ: 'c',
  ԁ: 'd',
  е: 'e',
  ҽ: 'e',
  ε: 'e',
  ɡ: 'g',
  һ: 'h',
  հ: 'h',
  і: 'i',
  ι: 'i',
  ı: 'i',
  ɩ: 'i',
  ј: 'j',
  ӏ: 'l',
  ⅼ: 'l',
  ո: 'n',
  п: 'n',
  η: 'n',
  ɴ: 'n',
  о: 'o',
  ο: 'o',
  օ: 'o',
  ᴏ: 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  ꜱ: 's',
  т: 't',
  τ: 't',
  ᴛ: 't',
  υ: 'u',
  ս: 'u',
  ν: 'v',
  ѵ: 'v',
  ԝ: 'w',
  ѡ: 'w',
  ω: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  ү: 'y',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '5': 's',
};

const PAIRS: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
];

/** Accents and dots, which are easy to miss. */
const MARKS = /\p{M}/gu;

/**
 * A name as it looks at a glance. Two names with the same skeleton look alike.
 * @param name host name, its labels decoded
 */
export function skeletonOf(name: string): string {
  const plain = name.normalize('NFKD').replace(MARKS, '').toLowerCase();
  const letters = [...plain].map((letter) => LIKE[letter] ?? letter).join('');
  // The letters i and l are told apart by a dot alone.
  return PAIRS.reduce((text, [pair, one]) => text.replaceAll(pair, one), letters).replaceAll(
    'i',
    'l',
  );
}
