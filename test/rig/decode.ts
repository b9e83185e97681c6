import { decodeLenient } from '../../bridge/ctap/cbor.ts';
import type { CborValue } from '../../bridge/ctap/cbor-value.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/**
 * Decodes what must keep every rule of the canonical form, as all that we send does.
 * @throws WardkeyError `device-garbled`
 */
export function decode(bytes: Uint8Array): CborValue {
  const { value, faults } = decodeLenient(bytes);
  const [fault] = faults;
  if (fault === undefined) return value;
  throw new WardkeyError('device-garbled', { facts: { reason: `cbor-${fault}` } });
}
