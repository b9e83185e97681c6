/** A JSON Schema (draft 2020-12), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Members = Readonly<Record<string, JsonSchema>>;

export const TEXT: JsonSchema = { type: 'string' };
export const FLAG: JsonSchema = { type: 'boolean' };
export const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
/** A time or another measure, 0 or more. */
export const MEASURE: JsonSchema = { type: 'number', minimum: 0 };
/** Bytes as lower-case hexadecimal digits. */
export const HEX: JsonSchema = { type: 'string', pattern: '^([0-9a-f]{2})*$' };
/** Bytes in base64url without padding. */
export const BASE64URL: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9_-]*$' };

/** An object that has all of the one kind of members, perhaps some of the other, and no more. */
export function object(required: Members, optional: Members = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

export function oneOfTexts(...texts: readonly string[]): JsonSchema {
  return { enum: texts };
}

export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}
