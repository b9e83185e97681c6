import { attestationProblem } from './attestation-problem.ts';

/** TPM_ALG_ID (TPM 2.0 Library part 2 §6.3). */
const ALG = { RSA: 0x0001, NULL: 0x0010, ECC: 0x0023 } as const;

/** TPM_GENERATED_VALUE and TPM_ST_ATTEST_CERTIFY (§6.2, §6.9). */
const GENERATED = 0xff544347;
const ATTEST_CERTIFY = 0x8017;

/** clockInfo and firmwareVersion of a TPMS_ATTEST (§10.12.8), in bytes. */
const CLOCK_AND_FIRMWARE = 17 + 8;

/** An exponent that is written as zero (§12.2.3.5). */
const DEFAULT_EXPONENT = 65537;

/** TPMT_PUBLIC (§12.2.4), the parts that tell which key it is. */
export type TpmPublic = { readonly nameAlg: number } & (
  | { readonly kind: 'rsa'; readonly exponent: number; readonly modulus: Uint8Array }
  | { readonly kind: 'ecc'; readonly curve: number; readonly x: Uint8Array; readonly y: Uint8Array }
);

export interface TpmCertify {
  readonly extraData: Uint8Array;
  /** The name of the certified object. */
  readonly name: Uint8Array;
}

/** @throws WardkeyError `device-garbled` */
export function parseTpmPublic(bytes: Uint8Array): TpmPublic {
  const reader = new Reader(bytes);
  const type = reader.uint16();
  const nameAlg = reader.uint16();
  reader.skip(4);
  reader.sized();
  const parsed = type === ALG.RSA ? rsa(reader) : type === ALG.ECC ? ecc(reader) : undefined;
  if (parsed === undefined || !reader.atEnd) throw attestationProblem('tpm-public-area');
  return { nameAlg, ...parsed };
}

/** @throws WardkeyError `device-garbled` */
export function parseTpmCertify(bytes: Uint8Array): TpmCertify {
  const reader = new Reader(bytes);
  if (reader.uint32() !== GENERATED || reader.uint16() !== ATTEST_CERTIFY) {
    throw attestationProblem('tpm-certify-info');
  }
  reader.sized();
  const extraData = reader.sized();
  reader.skip(CLOCK_AND_FIRMWARE);
  const name = reader.sized();
  reader.sized();
  if (!reader.atEnd) throw attestationProblem('tpm-certify-info');
  return { extraData, name };
}

function rsa(reader: Reader) {
  if (reader.uint16() !== ALG.NULL) reader.skip(4);
  if (reader.uint16() !== ALG.NULL) reader.skip(2);
  reader.skip(2);
  const exponent = reader.uint32() || DEFAULT_EXPONENT;
  return { kind: 'rsa', exponent, modulus: reader.sized() } as const;
}

function ecc(reader: Reader) {
  if (reader.uint16() !== ALG.NULL) reader.skip(4);
  if (reader.uint16() !== ALG.NULL) reader.skip(2);
  const curve = reader.uint16();
  if (reader.uint16() !== ALG.NULL) reader.skip(2);
  const x = reader.sized();
  return { kind: 'ecc', curve, x, y: reader.sized() } as const;
}

/** Reads big-endian structures, never beyond their end. */
class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at === this.#view.byteLength;
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** A TPM2B structure: its length (2), then its bytes. */
  sized(): Uint8Array {
    const length = this.uint16();
    const start = this.#take(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length).slice();
  }

  skip(length: number): void {
    this.#take(length);
  }

  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#view.byteLength) throw attestationProblem('tpm-truncated');
    this.#at += length;
    return start;
  }
}
