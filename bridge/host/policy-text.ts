import type { PolicyProblem } from '../../shared/settings/policy-report.ts';
import { placeOf, settingsProblems } from '../../shared/settings/problems.ts';
import { type JsonPlace, JsonTextError, jsonPlaces } from './json-text.ts';

/** More than anybody reads at once. */
const MAX_PROBLEMS = 20;

/**
 * All that is wrong with a policy, by its text.
 * @returns nothing when it holds
 */
export function policyProblems(text: string): readonly PolicyProblem[] {
  try {
    const places = jsonPlaces(text);
    const found = settingsProblems(JSON.parse(text)).slice(0, MAX_PROBLEMS);
    const wrong = found.map((problem): PolicyProblem => {
      const line = lineOf(problem.path, places);
      const key = placeOf(problem);
      return {
        ...(line === undefined ? {} : { line }),
        ...(key === '' ? {} : { key }),
        expected: problem.expected,
      };
    });
    return [...twice(places), ...wrong];
  } catch (thrown) {
    if (!(thrown instanceof JsonTextError)) throw thrown;
    const { line, expected } = thrown;
    return [{ line, ...(expected === '' ? {} : { expected }) }];
  }
}

/** Settings that stand there twice: only the last would hold, and nobody would see it. */
function twice(places: readonly JsonPlace[]): readonly PolicyProblem[] {
  const first = new Map<unknown, number>();
  return places.flatMap(({ path: [key, ...deeper], line }) => {
    if (key === undefined || deeper.length > 0) return [];
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined ? [] : [{ line, key: String(key), expected: `1 × (${before})` }];
  });
}

/** The line of a place, or, of one that is missing, the line of what it is missing from. */
function lineOf(
  path: readonly (string | number)[],
  places: readonly JsonPlace[],
): number | undefined {
  const place = places.findLast(
    (candidate) =>
      candidate.path.length === path.length &&
      candidate.path.every((key, index) => key === path[index]),
  );
  return place === undefined && path.length > 1 ? lineOf(path.slice(0, -1), places) : place?.line;
}
