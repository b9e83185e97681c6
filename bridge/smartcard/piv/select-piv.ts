import type { AskCard } from '../../transport/transport.ts';
import { readTlvs, tlvValue } from '../ber-tlv.ts';
import { perform } from '../card-operation.ts';
import { selectApplet } from '../select.ts';

/** The PIV card application, version 1.0 (SP 800-73-4 part 1 §2.2). */
const AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00);
/** What may be left away: the version, and all but the registered provider; some cards want it so. */
const AID_LENGTHS = [9, 11, 5] as const;
const REGISTERED_PROVIDER_BYTES = 5;

const TEMPLATE = 0x61;
const IDENTIFIER = 0x4f;
const AUTHORITY = 0x79;

/**
 * Selects PIV.
 * @returns `null` when the card does not have it; else whether the card says that PIV is what was
 *   selected, since some say yes to any SELECT
 */
export async function selectPiv(ask: AskCard): Promise<{ readonly isSure: boolean } | null> {
  for (const length of AID_LENGTHS) {
    const answer = await perform(ask, selectApplet(AID.subarray(0, length)));
    if (answer !== null) return { isSure: namesPiv(answer) };
  }
  return null;
}

/** Whether bytes are PIV's identifier, in full or without its provider (part 2 §3.1.1, table 3). */
export function isPivIdentifier(bytes: Uint8Array): boolean {
  const isThat = (wanted: Uint8Array) =>
    bytes.length >= 4 &&
    bytes.length <= wanted.length &&
    bytes.every((byte, at) => byte === wanted[at]);
  return isThat(AID) || isThat(AID.subarray(REGISTERED_PROVIDER_BYTES));
}

/** Whether an application property template (table 3) names PIV or its authority. */
function namesPiv(answer: Uint8Array): boolean {
  const template = tlvValue(readTlvs(answer), TEMPLATE);
  if (template === undefined) return false;
  const members = readTlvs(template);
  const authority = readTlvs(tlvValue(members, AUTHORITY) ?? new Uint8Array());
  return [tlvValue(members, IDENTIFIER), tlvValue(authority, IDENTIFIER)].some(
    (identifier) => identifier !== undefined && isPivIdentifier(identifier),
  );
}
