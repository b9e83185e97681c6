// The words in which Wardkey describes what it takes from others: messages, answers of pages and
// stores, policies. They are valibot's, chosen here and nowhere else, so that whatever stands
// between a stranger's JSON and our code can be read in one list. Used as
// `import * as v from '../schema/schema.ts'`; what a build does not use is left out of it.
//
// - `strictObject` refuses members that it does not name, `object` drops them, and `looseObject`
//   hands them on, as WebAuthn's dictionaries need, which grow; `unknown` alone takes anything.
// - Bounds and readings (`maxLength`, `regex`, `transform` ...) are added to a value with `pipe`.
// - `is` says whether a value passes, `parse` throws when it does not, `safeParse` tells why.
export type { GenericSchema, InferOutput, PicklistSchema } from 'valibot';
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
  readonly,
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
