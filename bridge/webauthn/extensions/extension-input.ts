import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import { fromBase64Url } from '../base64url.ts';
import type { ExtensionValues } from './extension.ts';

/** Bytes in JSON form: base64url without padding. */
export const JsonBytes = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]*$/),
  v.maxLength(90_000),
  v.transform(fromBase64Url),
);

/**
 * One extension's input.
 * @returns `undefined` when the page did not give it
 * @throws WardkeyError `options-invalid` when it has another form
 */
export function readInput<S extends v.GenericSchema>(
  inputs: ExtensionValues,
  name: string,
  schema: S,
): v.InferOutput<S> | undefined {
  const input = inputs[name];
  if (input === undefined) {
    return undefined;
  }
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) {
    throw invalidInput(name);
  }
  return parsed.output;
}

export function invalidInput(extension: string): WardkeyError {
  return new WardkeyError('options-invalid', { facts: { reason: 'extension', extension } });
}
