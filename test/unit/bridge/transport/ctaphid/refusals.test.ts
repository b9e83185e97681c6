import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { VirtualKey } from '../../../../virtual/virtual-key.ts';
import { ask, channelOf, ERROR, GET_INFO, NEVER, opened, report, SELECTION } from './rig.ts';

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

  it.each([
    [0x04, 'device-busy', 'INVALID_SEQ'],
    [0x05, 'device-mute', 'MSG_TIMEOUT'],
  ])(
    'sends a message once more of which reports were lost, by ERROR %i, and then calls it %s',
    async (code, expected, hidErrorName) => {
      const rig = await opened();
      let losses = 1;
      rig.meddle = (bytes, handOn) => {
        if (rig.sent.at(-1) === '6') return handOn(bytes);
        losses -= 1;
        if (losses < 0) return handOn(bytes);
        return rig.ctap.receive(report(channelOf(bytes), ERROR, code));
      };
      expect((await ask(rig, GET_INFO))[0]).toBe(0);
      expect(rig.sent).toEqual(['6', '10', '6', '10']);
      losses = 2;
      await expect(ask(rig, GET_INFO)).rejects.toMatchObject({
        code: expected,
        facts: { hidError: code, hidErrorName },
      });
      expect(rig.sent.slice(4)).toEqual(['10', '6', '10']);
    },
  );

  it('sends nothing twice that holds a PIN, or that the key has begun to work on', async () => {
    const rig = await opened();
    let hasBegun = false;
    rig.meddle = (bytes) => {
      if (hasBegun) rig.ctap.receive(report(channelOf(bytes), 0x3b, 1));
      rig.ctap.receive(report(channelOf(bytes), ERROR, 0x05));
    };
    const options = { signal: NEVER, onKeepalive: () => {} };
    const once = rig.ctap.cbor(GET_INFO, { ...options, once: true });
    expect(await rejectionCode(once)).toBe('device-mute');
    hasBegun = true;
    expect(await rejectionCode(rig.ctap.cbor(GET_INFO, options))).toBe('device-mute');
    expect(rig.sent).toEqual(['6', '10', '10']);
  });

  it('sends no PIN to a key that has begun anew, and takes a new channel for what comes next', async () => {
    const rig = await opened();
    let refused = false;
    rig.meddle = (bytes, handOn) => {
      if (refused) return handOn(bytes);
      refused = true;
      rig.ctap.receive(report(channelOf(bytes), ERROR, 0x0b));
    };
    const once = { signal: NEVER, onKeepalive: () => {}, once: true };
    await expect(rig.ctap.cbor(GET_INFO, once)).rejects.toMatchObject({
      code: 'device-busy',
      facts: { unsettled: true, hidErrorName: 'INVALID_CHANNEL' },
    });
    expect(rig.sent).toEqual(['6', '10', '6']);
    expect((await ask(rig, GET_INFO))[0]).toBe(0);
    expect(rig.sent).toEqual(['6', '10', '6', '10']);
  });

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
