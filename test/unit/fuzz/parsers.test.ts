import { describe, expect, test } from 'vitest';
import { type FuzzedParser, fuzz } from '../../fuzz/fuzz.ts';
import { Dice, mutated } from '../../fuzz/mutations.ts';
import { PARSERS, SESSIONS } from '../../fuzz/parsers.ts';

const SEED = 20260226;
const INPUTS = 2_000;

describe('damaged answers are read or refused, and nothing else', () => {
  test.each([...PARSERS, ...SESSIONS])('$name', async (parser) => {
    const { accepted, refused } = await fuzz(parser, INPUTS, SEED);
    // Both happen, else the damage would be too great or too small to find anything.
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(INPUTS / 20);
  });

  test.each([...PARSERS, ...SESSIONS])(
    '$name takes the samples as they are',
    async ({ samples, parse }) => {
      expect(samples.length).toBeGreaterThan(0);
      let taken = 0;
      for (const sample of samples) {
        const outcome = await Promise.resolve(sample)
          .then(parse)
          .then(
            () => 1,
            () => 0,
          );
        taken += outcome;
      }
      expect(taken).toBeGreaterThan(0);
    },
  );
});

describe('the fuzzer', () => {
  const samples = [Buffer.from('0001020304', 'hex'), Buffer.from('ff', 'hex')];

  test('makes the same inputs from the same seed, and others from another', () => {
    const run = (seed: number) => {
      const dice = new Dice(seed);
      return Array.from({ length: 50 }, () => Buffer.from(mutated(samples, dice)).toString('hex'));
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(new Set(run(1)).size).toBeGreaterThan(25);
  });

  test('finds a parser that throws what it should not', async () => {
    const careless: FuzzedParser = {
      name: 'careless',
      samples,
      parse: (bytes) => {
        if (bytes.length === 3) throw new RangeError('out of bounds');
      },
    };
    await expect(fuzz(careless, INPUTS, SEED)).rejects.toThrow('careless: RangeError');
  });
});
