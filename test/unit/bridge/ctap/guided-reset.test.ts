import { expect, onTestFinished, test } from 'vitest';
import { AttachedKeys } from '../../../../bridge/ctap/attached-keys.ts';
import { guidedReset, type ResetStep } from '../../../../bridge/ctap/guided-reset.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { InsertOptions } from '../../../virtual/key-hub.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { codeOf } from './scripted-transport.ts';

const RESET = 0x07;

/** A key that is plugged in, and a person who does at each step what a test says. */
class ResetStage {
  readonly hub = new InProcessTransport();
  readonly keys = new AttachedKeys([this.hub]);
  readonly key: VirtualKey;
  readonly stop = new AbortController();
  readonly told: ResetStep[] = [];
  readonly #insert: InsertOptions;
  act: Partial<Record<ResetStep['type'], () => void>> = {
    unplug: () => this.hub.remove(this.key),
    'plug-in': () => this.hub.insert(this.key, this.#insert),
  };

  constructor(options: VirtualKeyOptions, insert: InsertOptions = {}) {
    this.key = new VirtualKey(options);
    this.#insert = insert;
    this.hub.insert(this.key, insert);
    this.keys.start();
    onTestFinished(() => this.keys.stop());
  }

  get id(): string {
    return this.keys.list.devices[0]?.id ?? '';
  }

  get steps(): string[] {
    return this.told.map(({ type }) => type);
  }

  get wiped(): boolean {
    return this.key.commandLog.some(({ command, status }) => command === RESET && status === 0);
  }

  get resetsSent(): number {
    return this.key.commandLog.filter(({ command }) => command === RESET).length;
  }

  async run(timings = {}) {
    await expect.poll(() => this.keys.list.devices[0]?.key).toBeDefined();
    return guidedReset({
      keys: this.keys,
      device: this.id,
      signal: this.stop.signal,
      onStep: (step) => {
        this.told.push(step);
        setTimeout(() => this.act[step.type]?.(), 5);
      },
      timings,
    });
  }
}

test('the key is taken out, put back, touched, and is then as new everywhere', async () => {
  const stage = new ResetStage({ pin: '4711' });
  stage.key.presence.mode = 'wait';
  stage.act.touch = () => stage.key.presence.touch();
  const after = await stage.run();
  expect(stage.steps.slice(0, 4)).toEqual(['unplug', 'plug-in', 'working', 'touch']);
  expect(stage.told.find(({ type }) => type === 'touch')).toMatchObject({ long: false });
  expect(stage.key.pinIsSet).toBe(false);
  expect(after.key?.pinSet).toBe(false);
  expect(stage.keys.list.devices).toEqual([after]);
});

test('a reader’s card is taken away and laid back', async () => {
  const stage = new ResetStage({ pin: '4711' }, { transport: 'nfc', name: 'Reader' });
  await stage.run();
  expect(stage.wiped).toBe(true);
});

test('a card may come back on another reader', async () => {
  const stage = new ResetStage({ pin: '4711' }, { transport: 'nfc', name: 'Reader A' });
  stage.act['plug-in'] = () => stage.hub.insert(stage.key, { transport: 'nfc', name: 'Reader B' });
  await stage.run();
  expect(stage.wiped).toBe(true);
});

test('a key that asks for a long touch says so, and a short one does nothing', async () => {
  const stage = new ResetStage({ pin: '4711', longTouchForReset: true });
  const { presence } = stage.key;
  presence.mode = 'wait';
  const ignored: boolean[] = [];
  stage.act.touch = () => {
    ignored.push(presence.touch());
    presence.hold();
  };
  await stage.run();
  expect(stage.told.find(({ type }) => type === 'touch')).toMatchObject({ long: true });
  expect(ignored).toEqual([false]);
  expect(stage.wiped).toBe(true);
});

test.each<[string, VirtualKeyOptions]>([
  ['of another model', { pin: '4711', aaguid: new Uint8Array(16).fill(7) }],
  ['with another firmware', { pin: '4711', infoOverrides: new Map([[0x0e, 9]]) }],
  ['without a PIN', {}],
])('another key, %s, is not wiped', async (_, other) => {
  const stage = new ResetStage({ pin: '4711' });
  const wrong = new VirtualKey(other);
  stage.act['plug-in'] = () => stage.hub.insert(wrong);
  expect(await codeOf(() => stage.run())).toBe('reset-other-key');
  expect(wrong.commandLog.map(({ command }) => command)).not.toContain(RESET);
  expect(stage.resetsSent).toBe(0);
});

test('a key that stayed plugged in all the time is not taken for it', async () => {
  const stage = new ResetStage({ pin: '4711' });
  const beside = new VirtualKey({ pin: '4711' });
  stage.hub.insert(beside);
  await stage.run();
  expect(stage.wiped).toBe(true);
  expect(beside.pinIsSet).toBe(true);
});

test('what a key makes anew at each power-up does not make it another one', async () => {
  const stage = new ResetStage({ ...PERSONALITIES['ctap-2.3'], pin: '4711' });
  await stage.run();
  expect(stage.wiped).toBe(true);
});

test('a reset that comes too late says so, and the next one works', async () => {
  let late = 0;
  const stage = new ResetStage({ pin: '4711', now: () => Date.now() + late });
  stage.act.working = () => {};
  stage.hub.onExchange(({ message }) => {
    if (message[0] === RESET) late += 10_001;
  });
  expect(await codeOf(() => stage.run())).toBe('reset-too-late');
  expect(stage.key.pinIsSet).toBe(true);
  stage.hub.onExchange(() => {});
  await stage.run();
  expect(stage.key.pinIsSet).toBe(false);
});

test('a no at the key is touch-denied, and nothing is lost', async () => {
  const stage = new ResetStage({ pin: '4711' });
  stage.key.presence.mode = 'deny';
  expect(await codeOf(() => stage.run())).toBe('touch-denied');
  expect(stage.key.pinIsSet).toBe(true);
});

test('no touch at all is touch-timeout, by the key or by us', async () => {
  const stage = new ResetStage({ pin: '4711' });
  stage.key.presence.mode = 'wait';
  stage.key.presence.timeoutMs = 30;
  expect(await codeOf(() => stage.run())).toBe('touch-timeout');
  stage.key.presence.timeoutMs = 30_000;
  expect(await codeOf(() => stage.run({ touchMs: 30 }))).toBe('touch-timeout');
  expect(stage.key.presence.awaited).toBe(false);
  expect(stage.key.pinIsSet).toBe(true);
});

test('nobody takes it out, or puts it back, in time', async () => {
  const stage = new ResetStage({ pin: '4711' });
  stage.act = {};
  expect(await codeOf(() => stage.run({ replugMs: 20 }))).toBe('reset-replug-timeout');
  stage.act = { unplug: () => stage.hub.remove(stage.key) };
  expect(await codeOf(() => stage.run({ replugMs: 20 }))).toBe('reset-replug-timeout');
  expect(stage.resetsSent).toBe(0);
});

test('a key that takes a reset over other ways only is not even taken out', async () => {
  const nfcOnly = { infoOverrides: new Map([[0x1a, ['nfc', 'ble']]]) };
  const stage = new ResetStage(nfcOnly);
  await expect(stage.run()).rejects.toMatchObject({
    code: 'reset-wrong-transport',
    facts: { transports: 'nfc, ble' },
  });
  expect(stage.steps).toEqual([]);
  const card = new ResetStage(nfcOnly, { transport: 'smart-card' });
  await card.run();
  expect(card.wiped).toBe(true);
});

test('U2F knows no reset', async () => {
  const stage = new ResetStage({ versions: ['U2F_V2'] });
  expect(await codeOf(() => stage.run())).toBe('key-lacks-command');
});

test('pulling the key while it waits for the touch ends it', async () => {
  const stage = new ResetStage({ pin: '4711' });
  stage.key.presence.mode = 'wait';
  stage.act.touch = () => stage.hub.remove(stage.key);
  expect(await codeOf(() => stage.run())).toBe('device-removed');
  expect(stage.key.pinIsSet).toBe(true);
});

test.each(['unplug', 'plug-in', 'touch'] as const)(
  'a cancel at %s ends it, at the key too',
  async (step) => {
    const stage = new ResetStage({ pin: '4711' });
    stage.key.presence.mode = 'wait';
    const why = new Error('enough');
    stage.act[step] = () => stage.stop.abort(why);
    await expect(stage.run()).rejects.toBe(why);
    await expect.poll(() => stage.key.presence.awaited).toBe(false);
    expect(stage.key.pinIsSet).toBe(true);
  },
);
