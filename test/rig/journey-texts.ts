import guide from '../../shared/words/guide/en.json' with { type: 'json' };
import en from '../../shared/words/journeys/en.json' with { type: 'json' };
import terms from './journey-terms.json' with { type: 'json' };
import { gradeOf } from './reading-age.ts';

/** The hardest that one text may be: Flesch-Kincaid grade 6 is about age 11, the upper mark. */
export const MARK = 6.5;

/** The hardest that the texts of one journey may be on average. */
export const MEAN_MARK = 5;

export interface GradedText {
  readonly journey: string;
  readonly name: string;
  readonly text: string;
  readonly grade: number;
}

/** Names that a person has to read as they are: longest first, so that none is cut. */
const NAMES = [...terms.names].sort((a, b) => b.length - a.length);

/**
 * The sentence as it counts: what is quoted from a page, an address or a name stands for itself and
 * is as easy as the shortest word.
 */
export function counted(text: string): string {
  const unquoted = text
    .replace(/[[\]]/g, '')
    .replace(/‘[^’]*’|\{\w+\}/g, 'it')
    .replace(/\S+@\S+|\S+(?:\.nhs\.uk|\.nhs\.net|localhost)/g, 'it');
  return NAMES.reduce((rest, name) => rest.replaceAll(name, 'it'), unquoted);
}

/** What the guide says around the journeys, by the section of its words. */
const AROUND = ['guide', 'live', 'help', 'helps'] as const;

/** Every English text of the guide with its grade, the hardest first. */
export function gradedTexts(): readonly GradedText[] {
  const around = AROUND.map((section) => [`guide.${section}`, guide[section]] as const);
  return [...Object.entries(en), ...around]
    .flatMap(([journey, sentences]) =>
      Object.entries(sentences).map(([name, text]) => ({
        journey,
        name,
        text,
        // A heading of a few words is no sentence: one long word in it would decide.
        grade: text.split(' ').length < 4 ? 0 : gradeOf(counted(text)),
      })),
    )
    .sort((a, b) => b.grade - a.grade);
}
