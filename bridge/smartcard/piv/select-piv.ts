import type { AskCard } from '../../transport/transport.ts';
import { readTlvs } from '../ber-tlv.ts';
import { perform } from '../card-operation.ts';
import { selectApplet } from '../select.ts';

/** The PIV card application, version 1.0 (SP 800-73-4 part 1 §2.2). */
const AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00);
/** What may be left away: the version, and all but the registered provider; some cards want it so. */
const AID_LENGTHS = [9, 11, 5] as const;
const REGISTERED_PROVIDER_BYTES = 5;

const VERSION_BYTES = 2;
const MIN_IDENTIFIER_BYTES = 5;
/** The identifier without the version. */
const APPLICATION = AID.subarray(0, -VERSION_BYTES);

/** Application property template, coexistent tag allocation authority, file control information. */
const TEMPLATES: ReadonlySet<number> = new Set([0x61, 0x79, 0x6f, 0xa5]);
/** Templates inside of one another, and one for cards that wrap once more. */
const MAX_DEPTH = 3;

/** Application identifier, and name of a dedicated file. */
const IDENTIFIERS: ReadonlySet<number> = new Set([0x4f, 0x84]);

/**
 * Selects PIV.
 * @returns `null` when the card does not have it; else whether the card says that PIV is what was
 *   selected, since some say yes to any SELECT, and some only repeat what they were asked for
 */
export async function selectPiv(ask: AskCard): Promise<{ readonly isSure: boolean } | null> {
  for (const length of AID_LENGTHS) {
    const wanted = AID.subarray(0, length);
    const answer = await perform(ask, selectApplet(wanted));
    if (answer !== null) return { isSure: namesPiv(answer, wanted) };
  }
  return null;
}

/**
 * Whether bytes are PIV's identifier, in full or without its provider (part 2 §3.1.1, table 3). The
 * version at its end does not count.
 */
export function isPivIdentifier(bytes: Uint8Array): boolean {
  const isThat = (wanted: Uint8Array) =>
    bytes.length >= MIN_IDENTIFIER_BYTES &&
    bytes.length <= wanted.length + VERSION_BYTES &&
    bytes.subarray(0, wanted.length).every((byte, at) => byte === wanted[at]);
  return isThat(APPLICATION) || isThat(APPLICATION.subarray(REGISTERED_PROVIDER_BYTES));
}

/**
 * Whether an answer to SELECT names PIV: an application property template (table 3), or the file
 * control information of ISO/IEC 7816-4 §7.4 that some cards give in its place.
 * @param wanted the identifier that was asked for: its mere echo names nothing
 */
function namesPiv(answer: Uint8Array, wanted: Uint8Array, depth = MAX_DEPTH): boolean {
  return readTlvs(answer).objects.some(({ tag, value }) =>
    TEMPLATES.has(tag) && depth > 0
      ? namesPiv(value, wanted, depth - 1)
      : IDENTIFIERS.has(tag) && isPivIdentifier(value) && !isSame(value, wanted),
  );
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
