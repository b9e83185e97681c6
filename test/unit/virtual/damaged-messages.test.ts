import { expect, it } from 'vitest';
import { encodeCbor } from '../../virtual/cbor/encode.ts';
import { VirtualKey } from '../../virtual/virtual-key.ts';
import { CLIENT_DATA_HASH, type Plain, RP_ID, toCbor } from './platform.ts';

/** A small generator with a fixed seed, so that a failure can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

it('answers damaged messages with a status, whatever was damaged', async () => {
  const messages: [number, Plain][] = [
    [
      0x01,
      new Map<number, Plain>([
        [1, CLIENT_DATA_HASH],
        [2, { id: RP_ID }],
        [3, { id: Buffer.alloc(8), name: 'a.nurse' }],
        [4, [{ alg: -7, type: 'public-key' }]],
        [7, { rk: true }],
      ]),
    ],
    [
      0x02,
      new Map<number, Plain>([
        [1, RP_ID],
        [2, CLIENT_DATA_HASH],
        [5, { up: false }],
      ]),
    ],
    [
      0x06,
      new Map([
        [1, 2],
        [2, 9],
        [9, 3],
      ]),
    ],
  ];
  const key = new VirtualKey({ pin: '2468' });
  const next = numbers(20_261_122);
  const seen = new Set<number>();
  for (let round = 0; round < 3_000; round += 1) {
    const [command, parameters] = messages[next(messages.length)] ?? [0x04, new Map()];
    const message = Buffer.from([command, ...encodeCbor(toCbor(parameters))]);
    for (let damage = next(4); damage >= 0; damage -= 1) {
      message[1 + next(message.length - 1)] = next(256);
    }
    const cut = message.subarray(0, 1 + next(message.length * 2));
    const { signal } = new AbortController();
    const answer = await key.ctap(cut, { signal, onKeepalive: () => {} });
    seen.add(answer[0] ?? -1);
  }
  expect(seen).not.toContain(-1);
  expect(seen.size).toBeGreaterThan(4);
  expect(key.pinTriesLeft).toBe(8);
});
