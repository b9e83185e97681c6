/** Where a text stops being JSON (RFC 8259). */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  /** From 1. */
  readonly line: number;
  /** What may stand there. */
  readonly expected: string;

  constructor(line: number, expected: string) {
    super(`line ${line}: expected ${expected}`);
    this.line = line;
    this.expected = expected;
  }
}

/** A member or element of a JSON text. */
export interface JsonPlace {
  readonly path: readonly (string | number)[];
  /** Of its name, or of an element's beginning; from 1. */
  readonly line: number;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const LITERAL = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y;

/** A policy is three deep; what is nested further is none, and must not use up the stack. */
const MAX_DEPTH = 32;

/**
 * Walks through a JSON text, for the lines that `JSON.parse` does not tell.
 * @returns the whole, which has the empty path, and all members and elements in order; a name that stands twice in one object is there twice
 * @throws JsonTextError
 */
export function jsonPlaces(text: string): readonly JsonPlace[] {
  const places: JsonPlace[] = [];
  let at = 0;
  const counted = { at: 0, line: 1 };

  const lineHere = (): number => {
    counted.line += text.slice(counted.at, at).split('\n').length - 1;
    counted.at = at;
    return counted.line;
  };
  const fail = (expected: string): never => {
    throw new JsonTextError(lineHere(), expected);
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const skipSpace = () => void take(SPACE);
  const takeSign = (...signs: readonly string[]): string => {
    skipSpace();
    const sign = signs.find((one) => text.startsWith(one, at)) ?? fail(signs.join(' '));
    at += sign.length;
    return sign;
  };

  /** `[` or `{` is read; each part is read by `part` until `end`. */
  const parts = (end: string, part: (index: number) => void): void => {
    skipSpace();
    if (text.startsWith(end, at)) {
      at += end.length;
      return;
    }
    let index = 0;
    do {
      skipSpace();
      part(index);
      index += 1;
    } while (takeSign(',', end) === ',');
  };
  const member = (path: readonly (string | number)[]) => {
    const line = lineHere();
    const name = String(JSON.parse(take(STRING) ?? fail('"…"')));
    places.push({ path: [...path, name], line });
    takeSign(':');
    value([...path, name]);
  };
  const value = (path: readonly (string | number)[]): void => {
    if (path.length > MAX_DEPTH) fail('…');
    skipSpace();
    if (text.startsWith('{', at)) {
      at += 1;
      parts('}', () => member(path));
    } else if (text.startsWith('[', at)) {
      at += 1;
      parts(']', (index) => {
        places.push({ path: [...path, index], line: lineHere() });
        value([...path, index]);
      });
    } else if (take(STRING) === null && take(LITERAL) === null) {
      fail(path.length === 0 ? '{ }' : '"…"');
    }
  };

  skipSpace();
  places.push({ path: [], line: lineHere() });
  value([]);
  skipSpace();
  if (at < text.length) fail('');
  return places;
}
