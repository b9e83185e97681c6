import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pause } from '../../../../../bridge/transport/deadline.ts';
import type { KeepaliveStatus } from '../../../../../bridge/transport/transport.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';
import { seededRandom } from '../../ctap/random-cbor.ts';
import {
  ask,
  channelOf,
  ERROR,
  GET_INFO,
  HidRig,
  NEVER,
  opened,
  report,
  SELECTION,
} from './rig.ts';

/** Of six reports, and a message of four: 57 bytes are in the first, 59 in each other (CTAP 2.1 §11.2.4). */
const LONG_ANSWER = 57 + 5 * 59;
const FOUR_REPORTS = 57 + 3 * 59;

/** The reports of an answer of so many bytes, all 0: a status, and what stands for the rest. */
function partsOf(channel: number, bytes: number): readonly Buffer[] {
  const first = report(channel, 0x10);
  first.writeUInt16BE(bytes, 5);
  const others = Array.from({ length: Math.ceil((bytes - 57) / 59) }, (_, sequence) => {
    const part = Buffer.alloc(64);
    part.writeUInt32BE(channel, 0);
    part.writeUInt8(sequence, 4);
    return part;
  });
  return [first, ...others];
}

describe('CTAPHID', () => {
  it('allocates a channel and asks on it', async () => {
    const rig = await opened();
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10']);
  });

  it.each([16, 32, 63])('speaks in reports of %i bytes', async (bytes) => {
    const rig = await opened(new VirtualKey(), { inputBytes: bytes, outputBytes: bytes });
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
  });

  it.each([33, 500])(
    'takes the answer behind %i keepalives that nobody had time to read',
    async (count) => {
      const rig = await opened();
      rig.meddle = (bytes, handOn) => {
        const channel = channelOf(bytes);
        for (let sent = 0; sent < count; sent += 1) {
          rig.ctap.receive(report(channel, 0x3b, sent + 1 < count ? 1 : 2));
          // A message that begins and is broken off by the next.
          rig.ctap.receive(
            Buffer.concat([report(channel, 0x10, 0).subarray(0, 5), Buffer.alloc(59, 9)]),
          );
          rig.ctap.receive(report(channel, 0x01, 0));
        }
        rig.ctap.receive(report(channel, 0x3b, 2));
        handOn(bytes);
      };
      const seen: KeepaliveStatus[] = [];
      expect((await ask(rig, GET_INFO, NEVER, seen))[0]).toBe(0);
      expect(seen).toEqual(['touch-needed']);
    },
  );

  it('takes its channel behind more answers to other programs than anybody sends', async () => {
    const rig = new HidRig(new VirtualKey());
    rig.meddle = (bytes, handOn) => {
      for (let other = 0; other < 100; other += 1) {
        rig.ctap.receive(report(0xffffffff, 0x06, ...Buffer.alloc(17, other)));
      }
      handOn(bytes);
    };
    expect(await rig.ctap.open(NEVER)).toMatchObject({ cbor: true });
    expect(rig.sent).toEqual(['6']);
  });

  it('hands keepalives on, and the answer at last', async () => {
    const key = new VirtualKey();
    key.presence.mode = 'wait';
    const rig = await opened(key);
    key.presence.onAwaited(() => setTimeout(() => key.presence.touch(), 150));
    const seen: KeepaliveStatus[] = [];
    expect(await ask(rig, SELECTION, NEVER, seen)).toEqual(Uint8Array.of(0));
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen)).toEqual(new Set(['touch-needed']));
  });

  it('cancels at the key, takes its answer, and asks on without a new beginning', async () => {
    const key = new VirtualKey();
    key.presence.mode = 'wait';
    const rig = await opened(key);
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    key.presence.onAwaited(() => cancel.abort(reason));
    await expect(ask(rig, SELECTION, cancel.signal)).rejects.toBe(reason);
    expect(key.presence.awaited).toBe(false);
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '11', '10']);
  });

  it('cancels only after the last packet of a message', async () => {
    const rig = await opened();
    const cancel = new AbortController();
    rig.meddle = (bytes) => {
      if (rig.sent.length === 3) cancel.abort(new Error('cancelled'));
      if (rig.sent.at(-1) === '11') rig.ctap.receive(report(channelOf(bytes), 0x10, 0x2d));
    };
    await expect(ask(rig, new Uint8Array(300), cancel.signal)).rejects.toThrow('cancelled');
    expect(rig.sent.slice(1)).toEqual(['10', '..', '..', '..', '..', '..', '11']);
  });

  it('ends with INIT what heeds no CANCEL', async () => {
    const key = new VirtualKey();
    key.presence.mode = 'wait';
    const rig = await opened(key, { cancel: false });
    const cancel = new AbortController();
    key.presence.onAwaited(() => cancel.abort(new Error('cancelled')));
    await expect(ask(rig, SELECTION, cancel.signal)).rejects.toThrow('cancelled');
    expect(key.presence.awaited).toBe(false);
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '11', '6', '10']);
  });

  it('pings, winks and locks', async () => {
    const rig = await opened();
    await rig.ctap.ping(Buffer.alloc(1000, 3), NEVER);
    await rig.ctap.wink(NEVER);
    expect(rig.key.winks).toBe(1);
    await rig.ctap.lock(1, NEVER);
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(await rejectionCode(rig.ctap.lock(11, NEVER))).toBe('key-misunderstood');
    expect(await rejectionCode(rig.ctap.msg(Uint8Array.of(0, 3, 0, 0), NEVER))).toBe(
      'key-lacks-command',
    );
  });
});

describe('CTAPHID with a key that says nothing, or nonsense', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives up on INIT after three tries', async () => {
    const rig = new HidRig(new VirtualKey());
    rig.meddle = () => {};
    const code = rejectionCode(rig.ctap.open(NEVER));
    await vi.advanceTimersByTimeAsync(3_100);
    expect(await code).toBe('device-mute');
    expect(rig.sent).toEqual(['6', '6', '6']);
  });

  it('passes over the answer to somebody else’s INIT', async () => {
    const rig = new HidRig(new VirtualKey());
    rig.meddle = (bytes, handOn) => {
      rig.ctap.receive(report(0xffffffff, 0x06, ...Buffer.alloc(17, 0x11)));
      handOn(bytes);
    };
    expect(await rig.ctap.open(NEVER)).toMatchObject({ cbor: true });
    expect(rig.sent).toEqual(['6']);
  });

  it('calls a key mute that does not answer, and ends what it may be doing before the next', async () => {
    const rig = await opened();
    rig.meddle = () => {};
    const code = rejectionCode(ask(rig, GET_INFO));
    await vi.advanceTimersByTimeAsync(5_100);
    expect(await code).toBe('device-mute');
    rig.meddle = (bytes, handOn) => handOn(bytes);
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '6', '10']);
  });

  it('waits as long as keepalives come', async () => {
    const rig = await opened();
    let channel = 0;
    rig.meddle = (bytes) => {
      channel = channelOf(bytes);
    };
    const answer = ask(rig, GET_INFO);
    await vi.advanceTimersByTimeAsync(0);
    for (let second = 0; second < 20; second += 4) {
      await vi.advanceTimersByTimeAsync(4_000);
      rig.ctap.receive(report(channel, 0x3b, 1));
    }
    rig.ctap.receive(report(channel, 0x10, 0));
    expect(await answer).toEqual(Uint8Array.of(0));
  });

  it.each([
    ['waits as long as parts of the answer come', 4_000, 'answered'],
    ['does not wait for a part that is late', 6_000, 'device-mute'],
  ])('%s', async (_says, gapMs, outcome) => {
    const rig = await opened();
    let channel = 0;
    rig.meddle = (bytes) => {
      channel = channelOf(bytes);
    };
    const answer = ask(rig, GET_INFO).then(
      (whole) => (whole.length === LONG_ANSWER ? 'answered' : 'cut short'),
      ({ code }) => code,
    );
    await vi.advanceTimersByTimeAsync(0);
    const [first, ...others] = partsOf(channel, LONG_ANSWER);
    rig.ctap.receive(first ?? Buffer.alloc(0));
    for (const part of others) {
      await vi.advanceTimersByTimeAsync(gapMs);
      rig.ctap.receive(part);
    }
    expect(await answer).toBe(outcome);
  });

  it.each([
    ['takes its time over every report', 1_500, 'sent'],
    ['does not take a report', 2_100, 'device-mute'],
  ])('gives each report the whole time: a key that %s', async (_says, writeMs, outcome) => {
    const rig = await opened();
    let channel = 0;
    rig.meddle = (bytes) => {
      channel = channelOf(bytes);
      return pause(writeMs, NEVER);
    };
    const asked = ask(rig, new Uint8Array(FOUR_REPORTS).fill(0x04)).then(
      () => 'sent',
      ({ code }) => code,
    );
    for (let sent = 0; sent < 4; sent += 1) await vi.advanceTimersByTimeAsync(writeMs);
    rig.ctap.receive(report(channel, 0x10, 0));
    expect(await asked).toBe(outcome);
  });

  it.each([
    [[0, 1, 3, 0], 15_000],
    [[0, 2, 3, 0], 15_000],
  ])('waits for a U2F key that says nothing until it is touched: %o', async (apdu, afterMs) => {
    const rig = await opened();
    let channel = 0;
    rig.meddle = (bytes) => {
      channel = channelOf(bytes);
    };
    const answer = rig.ctap.msg(Uint8Array.from(apdu), NEVER);
    await vi.advanceTimersByTimeAsync(afterMs);
    rig.ctap.receive(report(channel, 0x03, 0x90, 0x00));
    expect(await answer).toEqual(Uint8Array.of(0x90, 0x00));
  });

  it('says that it is busy when it stays so for long', async () => {
    const rig = await opened();
    rig.meddle = (bytes) => rig.ctap.receive(report(channelOf(bytes), ERROR, 0x06));
    const code = rejectionCode(ask(rig, GET_INFO));
    await vi.advanceTimersByTimeAsync(3_500);
    expect(await code).toBe('device-busy');
    expect(rig.sent.length).toBeGreaterThan(20);
    expect(rig.sent.length).toBeLessThan(40);
  });

  it('neither hangs nor fails in other ways, whatever comes', async () => {
    const random = seededRandom(7);
    for (let round = 0; round < 300; round += 1) {
      const rig = await opened();
      rig.meddle = (bytes) => {
        for (let answers = random() * 6; answers > 0; answers -= 1) {
          const junk = Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256)));
          junk.writeUInt32BE(channelOf(bytes), 0);
          const commands = [0x90, 0x90, 0xbb, 0xbf, 0x86, 0x00, 0x01];
          junk[4] = commands[Math.floor(random() * commands.length)] ?? 0;
          if (random() < 0.8) junk.writeUInt16BE(Math.floor(random() * 130), 5);
          rig.ctap.receive(junk);
        }
      };
      const outcome = ask(rig, GET_INFO).then(
        (answer) => (answer.length > 0 ? 'answered' : 'empty'),
        ({ code }) => code,
      );
      await vi.advanceTimersByTimeAsync(20_000);
      expect(['answered', 'device-garbled', 'device-mute', 'device-busy']).toContain(await outcome);
    }
  });
});
