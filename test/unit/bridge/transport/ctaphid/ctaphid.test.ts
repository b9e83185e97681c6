import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeepaliveStatus } from '../../../../../bridge/transport/transport.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';
import { seededRandom } from '../../ctap/random-cbor.ts';
import { channelOf, HidRig, NEVER, report } from './rig.ts';

const GET_INFO = Uint8Array.of(0x04);
const SELECTION = Uint8Array.of(0x0b);
const ERROR = 0x3f;

function ask(rig: HidRig, message: Uint8Array, signal = NEVER, seen: KeepaliveStatus[] = []) {
  return rig.ctap.cbor(message, { signal, onKeepalive: (status) => seen.push(status) });
}

async function opened(key = new VirtualKey(), options = {}): Promise<HidRig> {
  const rig = new HidRig(key, options);
  await rig.ctap.open(NEVER);
  return rig;
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

describe('CTAPHID with a key that says no', () => {
  it('asks again while the channel is busy', async () => {
    const rig = await opened();
    let refusals = 2;
    rig.meddle = (bytes, handOn) => {
      refusals -= 1;
      if (refusals < 0) handOn(bytes);
      else rig.ctap.receive(report(channelOf(bytes), ERROR, 0x06));
    };
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '10', '10']);
  });

  it.each([0x0b, 0x0a])('takes a new channel once after ERROR %i', async (code) => {
    const rig = await opened();
    let refused = false;
    rig.meddle = (bytes, handOn) => {
      if (refused) return handOn(bytes);
      refused = true;
      rig.ctap.receive(report(channelOf(bytes), ERROR, code));
    };
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '6', '10']);
  });

  it('waits for a lock of another program to end', async () => {
    const rig = await opened();
    let refusals = 3;
    rig.meddle = (bytes, handOn) => {
      if (rig.sent.at(-1) !== '10' || refusals === 0) return handOn(bytes);
      refusals -= 1;
      rig.ctap.receive(report(channelOf(bytes), ERROR, 0x0a));
    };
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '6', '10', '10', '10']);
  });

  it('sends a message again that was refused half-way, and leaves out its rest', async () => {
    const rig = await opened(new VirtualKey(), { messageTimeoutMs: 10 });
    rig.meddle = async (bytes, handOn) => {
      // As when this process is held up: the key waits no longer, and says so with ERROR 05.
      if (rig.sent.length === 4) await sleep(40);
      handOn(bytes);
    };
    expect(await ask(rig, new Uint8Array(300))).toHaveLength(1);
    expect(rig.sent).toEqual(['6', '10', '..', '..', '6', '10', '..', '..', '..', '..', '..']);
  });

  it.each([
    [0x00, 'device-garbled', '0x00'],
    [0x01, 'key-lacks-command', 'INVALID_CMD'],
    [0x02, 'key-misunderstood', 'INVALID_PAR'],
    [0x03, 'key-request-too-large', 'INVALID_LEN'],
    [0x04, 'device-busy', 'INVALID_SEQ'],
    [0x05, 'device-mute', 'MSG_TIMEOUT'],
    [0x7f, 'key-refused', 'OTHER'],
    [0xf7, 'device-garbled', '0xf7'],
  ])(
    'sends nothing twice after ERROR %i to a whole message, and calls it %s',
    async (code, expected, hidErrorName) => {
      const rig = await opened();
      rig.meddle = (bytes) => rig.ctap.receive(report(channelOf(bytes), ERROR, code));
      await expect(ask(rig, GET_INFO)).rejects.toMatchObject({
        code: expected,
        facts: { hidError: code, hidErrorName },
      });
      expect(rig.sent).toEqual(['6', '10']);
    },
  );

  it('is gone for good once it was pulled', async () => {
    const key = new VirtualKey();
    key.presence.mode = 'wait';
    const rig = await opened(key);
    const gone = new Error('gone');
    key.presence.onAwaited(() => rig.ctap.fail(gone));
    await expect(ask(rig, SELECTION)).rejects.toBe(gone);
    await expect(ask(rig, GET_INFO)).rejects.toBe(gone);
    await expect(rig.ctap.open(NEVER)).rejects.toBe(gone);
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
