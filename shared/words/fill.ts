import type { ErrorFacts } from '../errors/wardkey-error.ts';
import { printable } from './printable.ts';

const OPTIONAL_PART = /\[([^[\]]*)\]/g;
const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * Puts facts into a sentence. `{name}` is the fact of that name; a part in square brackets is left
 * out when one of its facts is missing. No brace is ever shown for a fact that nobody gave.
 */
export function fill(sentence: string, facts: ErrorFacts): string {
  const whole = sentence.replace(OPTIONAL_PART, (_, part: string) =>
    placeholders(part).every((name) => Object.hasOwn(facts, name)) ? part : '',
  );
  return whole
    .replace(PLACEHOLDER, (_, name: string) =>
      Object.hasOwn(facts, name) ? printable(String(facts[name])) : '',
    )
    .trim();
}

/** The names of the facts that a sentence can take, each once, in order. */
function placeholders(sentence: string): readonly string[] {
  return [...new Set(Array.from(sentence.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))];
}
