import type { AskCard } from '../../transport/transport.ts';
import { readTlvs, tlvValue } from '../ber-tlv.ts';
import { type CardOperation, perform } from '../card-operation.ts';
import { SW } from '../status-words.ts';
import { SLOTS, type StandardSlot } from './slots.ts';

/** What Yubico's PIV applet tells beside what the specification asks of it. */
export interface YubicoFacts {
  /** Such as `5.4.3`. */
  readonly version: string;
  /** Firmware before 5 does not tell it. */
  readonly serial: number | null;
  /** Slots whose key wants a touch of the card before it is used; firmware before 5.3 tells none. */
  readonly touch: readonly StandardSlot[];
}

const VERSION_BYTES = 3;
const SERIAL_BYTES = 4;

/** Versions from which on the applet knows an instruction. */
const SERIAL_SINCE = [5, 0] as const;
const METADATA_SINCE = [5, 3] as const;

/** GET VERSION of Yubico's own, 3 bytes; another card answers "no such instruction". */
export function readYubicoVersion(ask: AskCard): Promise<Uint8Array | null> {
  return perform(ask, fact(0xfd, VERSION_BYTES));
}

/** GET VERSION, GET SERIAL and GET METADATA of Yubico's own, as far as the version has them. */
export async function readYubico(ask: AskCard): Promise<YubicoFacts | null> {
  const version = await readYubicoVersion(ask);
  if (version === null) return null;
  const serial = isFrom(version, SERIAL_SINCE)
    ? await perform(ask, fact(0xf8, SERIAL_BYTES))
    : null;
  const touch: StandardSlot[] = [];
  for (const { slot, key } of isFrom(version, METADATA_SINCE) ? SLOTS : []) {
    if (await wantsTouch(ask, key)) touch.push(slot);
  }
  return {
    version: version.join('.'),
    serial: serial === null ? null : Buffer.from(serial).readUInt32BE(),
    touch,
  };
}

function isFrom(
  [major = 0, minor = 0]: Uint8Array,
  [wantedMajor, wantedMinor]: readonly [number, number],
): boolean {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

const METADATA_POLICY = 0x02;
/** For each use, and for each but those shortly after another. */
const TOUCH_POLICIES: readonly number[] = [0x02, 0x03];

/** The second byte of a key's policy says when it wants a touch. */
async function wantsTouch(ask: AskCard, key: number): Promise<boolean> {
  const metadata = await perform(ask, yubicoMetadata(key));
  const policy = metadata && tlvValue(readTlvs(metadata), METADATA_POLICY)?.[1];
  return TOUCH_POLICIES.includes(policy ?? 0);
}

function fact(ins: number, length: number): CardOperation<Uint8Array | null> {
  return {
    name: `YUBICO ${ins.toString(16).toUpperCase()}`,
    apdu: { cla: 0x00, ins, p1: 0x00, p2: 0x00, data: new Uint8Array(), hasAnswer: true },
    parse: ({ statusWord, data }) => (statusWord === SW.OK && data.length === length ? data : null),
  };
}

const METADATA_RETRIES = 0x06;

/**
 * How many tries are left of a PIN or of the PUK, without spending one: GET METADATA of Yubico's own,
 * from firmware 5.3 on.
 * @param ask for a PIV applet that is selected
 * @returns `null` where the card does not tell
 */
export async function readYubicoTries(ask: AskCard, reference: number): Promise<number | null> {
  const version = await readYubicoVersion(ask);
  if (version === null || !isFrom(version, METADATA_SINCE)) return null;
  const metadata = await perform(ask, yubicoMetadata(reference));
  // How many there are at most, and how many are left.
  return metadata === null ? null : (tlvValue(readTlvs(metadata), METADATA_RETRIES)?.[1] ?? null);
}

function yubicoMetadata(reference: number): CardOperation<Uint8Array | null> {
  return {
    name: 'YUBICO F7',
    apdu: {
      cla: 0x00,
      ins: 0xf7,
      p1: 0x00,
      p2: reference,
      data: new Uint8Array(),
      hasAnswer: true,
    },
    parse: ({ statusWord, data }) => (statusWord === SW.OK ? data : null),
  };
}
