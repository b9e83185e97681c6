/** Numbers from 0 up to 2^32, the same for the same seed (xorshift32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  }

  /** An integer from 0 up to the limit, the limit not among them. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % limit;
  }
}

/** Bytes at which lengths, signs and types of the formats turn. */
const EDGES = [0x00, 0x01, 0x17, 0x18, 0x1b, 0x1f, 0x3b, 0x5f, 0x7f, 0x80, 0x82, 0x9f, 0xbf, 0xff];

const MAX_BYTES = 4096;

/** A damaged copy of a sample: one to four changes, of lengths, types, order or content. */
export function mutated(samples: readonly Uint8Array[], dice: Dice): Uint8Array {
  let bytes: Buffer = Buffer.from(pick(samples, dice));
  const changes = 1 + dice.below(4);
  for (let change = 0; change < changes; change += 1) bytes = changed(bytes, samples, dice);
  return bytes.subarray(0, MAX_BYTES);
}

function changed(bytes: Buffer, samples: readonly Uint8Array[], dice: Dice): Buffer {
  const at = dice.below(bytes.length + 1);
  switch (dice.below(7)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8));
      return bytes;
    case 1:
      bytes[at] = EDGES[dice.below(EDGES.length)] ?? 0;
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(8))]);
    case 4: {
      const noise = Uint8Array.from({ length: 1 + dice.below(8) }, () => dice.below(256));
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
    }
    case 5: {
      const other = pick(samples, dice);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(dice.below(other.length + 1))]);
    }
    default: {
      const length = 1 + dice.below(16);
      const part = bytes.subarray(at, at + length);
      return Buffer.concat([bytes.subarray(0, at), part, part, bytes.subarray(at)]);
    }
  }
}

function pick(samples: readonly Uint8Array[], dice: Dice): Uint8Array {
  return samples[dice.below(samples.length)] ?? new Uint8Array();
}
