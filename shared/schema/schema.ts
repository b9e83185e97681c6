// The words in which Wardkey describes what it takes from others: messages, answers of pages and
// stores, policies. They are valibot's, chosen here and nowhere else, so that whatever stands
// between a stranger's JSON and our code can be read in one list. Used as
// `import * as v from '../schema/schema.ts'`; what a build does not use is left out of it.

// Any schema, and the type of what has passed through one.
export type { GenericSchema, InferOutput, PicklistSchema } from 'valibot';
// Single values; `unknown` alone takes anything.
// Values of several parts: `strictObject` refuses members that it does not name, `object` drops
// them, and `looseObject` hands them on, as WebAuthn's dictionaries need, which grow.
// One of several, or none.
// Bounds and readings, added to a value with `pipe`.
// Judging a value: `is` says whether, `parse` throws, `safeParse` tells.
export {
  array,
  boolean,
  fallback,
  integer,
  is,
  literal,
  looseObject,
  maxLength,
  minLength,
  minValue,
  nullable,
  number,
  object,
  optional,
  parse,
  picklist,
  pipe,
  record,
  regex,
  safeParse,
  strictObject,
  string,
  transform,
  union,
  unknown,
  variant,
} from 'valibot';
