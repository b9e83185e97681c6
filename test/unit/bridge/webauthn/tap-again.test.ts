import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { commandNames } from '../../../virtual/command-names.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { STATUS } from '../../../virtual/status.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const PIN = '4711';
const VERIFIED = { authenticatorSelection: { userVerification: 'required' } };
const TWO_MINUTES_MS = 120_000;

/** A card on a reader, to which being laid down is the one touch that there is. */
class TapRig extends Rig {
  readonly key: VirtualKey;
  readonly transport: InProcessTransport;

  private constructor(key: VirtualKey, transport: InProcessTransport) {
    super(transport);
    this.key = key;
    this.transport = transport;
  }

  static async with(options: VirtualKeyOptions = {}, transport: 'nfc' | 'usb' = 'nfc') {
    const key = new VirtualKey(options);
    key.presence.mode = 'tap';
    const way = new InProcessTransport();
    way.insert(key, { transport, name: 'Reader' });
    const rig = new TapRig(key, way);
    await warm(rig.keys);
    rig.person.answerPin = () => PIN;
    return rig;
  }

  /** Each time that the person is told to, they take the card off and lay it down again. */
  liftWhenTold(): void {
    this.person.onNotice = (notice) => {
      if (notice.type !== 'touch' || notice.again !== true) return;
      setImmediate(() => this.lift());
    };
  }

  lift(): void {
    this.transport.remove(this.key);
    this.transport.insert(this.key, { transport: 'nfc', name: 'Reader' });
  }

  get toldToLift(): number {
    return this.person.notices.filter((notice) => notice.type === 'touch' && notice.again === true)
      .length;
  }
}

describe('a card whose touch is being laid down', () => {
  it.each([
    ['OPERATION_DENIED', STATUS.operationDenied],
    ['UP_REQUIRED', STATUS.upRequired],
    ['USER_ACTION_TIMEOUT', STATUS.userActionTimeout],
  ])('is lifted and laid down again for a second ceremony (%s)', async (_name, status) => {
    const rig = await TapRig.with();
    rig.key.presence.tapRefusal = status;
    rig.liftWhenTold();
    const made = await rig.create();
    expect(rig.toldToLift).toBe(0);
    const signed = await rig.get({ allowCredentials: listOf(made.id) });
    const credential = await registered(made);
    expect((await verifyAuthentication(signed, credential, false)).verified).toBe(true);
    expect(rig.toldToLift).toBe(1);
    expect(commandNames(rig.key.commandLog).slice(-3)).toEqual(['02', '04', '02']);
  });

  it('is lifted where it lay for two minutes before anybody signed in', async () => {
    let now = 0;
    const rig = await TapRig.with({ now: () => now });
    now = TWO_MINUTES_MS;
    rig.liftWhenTold();
    await rig.create();
    expect(rig.toldToLift).toBe(1);
  });

  it('has forgotten the PIN by then: it is asked for once more, with the reason', async () => {
    const rig = await TapRig.with({ pin: PIN });
    rig.liftWhenTold();
    const made = await rig.create(VERIFIED);
    await rig.get({ allowCredentials: listOf(made.id), userVerification: 'required' });
    expect(rig.person.pinRequests.map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      'verification-expired',
    ]);
    expect(rig.key.pinTriesLeft).toBe(8);
  });

  it('of U2F alone is lifted while it is asked, and works from there', async () => {
    const rig = await TapRig.with({ versions: ['U2F_V2'] });
    rig.liftWhenTold();
    const made = await rig.create();
    expect(rig.toldToLift).toBe(0);
    await rig.get({ allowCredentials: listOf(made.id) });
    expect(rig.toldToLift).toBe(1);
  });

  it('that says no however often it is lifted has said no', async () => {
    const rig = await TapRig.with();
    rig.key.presence.mode = 'deny';
    rig.liftWhenTold();
    expect(await rejectionCode(rig.create())).toBe('touch-denied');
    expect(rig.toldToLift).toBe(2);
  });

  it('is not taken for another key that is attached meanwhile', async () => {
    const rig = await TapRig.with({ pin: PIN });
    const made = await rig.create(VERIFIED);
    const others = [new VirtualKey(), new VirtualKey()] as const;
    rig.person.onNotice = (notice) => {
      if (notice.type !== 'touch' || notice.again !== true) return;
      setImmediate(async () => {
        rig.transport.remove(rig.key);
        rig.transport.insert(others[0], { transport: 'usb', name: 'Reader' });
        rig.transport.insert(others[1], { transport: 'nfc', name: 'Other Reader' });
        await warm(rig.keys);
        rig.transport.insert(rig.key, { transport: 'nfc', name: 'Reader' });
      });
    };
    await rig.get({ allowCredentials: listOf(made.id), userVerification: 'required' });
    expect(others.map(({ commandLog }) => commandNames(commandLog))).toEqual([['04'], ['04']]);
  });

  it('may bounce when it is laid down', async () => {
    const rig = await TapRig.with();
    const made = await rig.create();
    let bounces = 0;
    rig.person.onNotice = (notice) => {
      if (notice.type !== 'touch' || notice.again !== true) return;
      setImmediate(() => {
        rig.keys.onChange(({ devices }) => {
          if (bounces === 2 || devices.every(({ key }) => key === undefined)) return;
          bounces += 1;
          rig.lift();
        });
        rig.lift();
      });
    };
    const signed = await rig.get({ allowCredentials: listOf(made.id) });
    const credential = await registered(made);
    expect((await verifyAuthentication(signed, credential, false)).verified).toBe(true);
    expect([bounces, rig.toldToLift]).toEqual([2, 1]);
  });

  it('that is not lifted in time ends with a code of its own', async () => {
    const rig = await TapRig.with();
    await rig.create();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    rig.person.onNotice = (notice) => {
      if (notice.type === 'touch') setImmediate(() => vi.advanceTimersByTime(60_000));
    };
    expect(await rejectionCode(rig.create())).toBe('tap-used');
  });

  it('waits no longer than the person does', async () => {
    const rig = await TapRig.with();
    await rig.create();
    rig.person.onNotice = (notice) => {
      if (notice.type === 'touch') rig.stop.abort();
    };
    expect(await rejectionCode(rig.create())).toBe('ceremony-cancelled');
  });

  it('is no matter for a key on USB, which says no and means it', async () => {
    const rig = await TapRig.with({}, 'usb');
    await rig.create();
    expect(await rejectionCode(rig.create())).toBe('touch-denied');
    expect(rig.toldToLift).toBe(0);
  });

  it('with a button of its own is asked for that, and may say no', async () => {
    const rig = await TapRig.with();
    rig.key.presence.mode = 'wait';
    rig.key.presence.onAwaited(() => rig.key.presence.refuse());
    expect(await rejectionCode(rig.create())).toBe('touch-denied');
    expect(rig.toldToLift).toBe(0);
  });
});
