import { readTlvs, tlvValue } from '../ber-tlv.ts';
import { isPivIdentifier } from './select-piv.ts';

const IDENTIFIER = 0x4f;

/**
 * Whether the discovery object (SP 800-73-4 part 1 §3.3.2) says that this is PIV.
 * @param bytes what is inside its 7E
 */
export function discoversPiv(bytes: Uint8Array): boolean {
  const identifier = tlvValue(readTlvs(bytes), IDENTIFIER);
  return identifier !== undefined && isPivIdentifier(identifier);
}
