import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/** `usage` for a value that cannot stand where it was typed. @param allowed what can */
export function wrongValue(value: string, allowed: Iterable<string>): WardkeyError {
  return new WardkeyError('usage', { facts: { value, allowed: [...allowed].join(', ') } });
}
