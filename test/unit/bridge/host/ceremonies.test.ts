import { beforeEach, expect, test, vi } from 'vitest';
import { Ceremonies } from '../../../../bridge/host/ceremonies.ts';
import type { Person } from '../../../../bridge/webauthn/person.ts';
import type { CeremonyEvent } from '../../../../shared/rpc/ceremony.ts';
import type { MethodResult } from '../../../../shared/rpc/methods.ts';

const CALLER = { origin: 'https://login.microsoft.com', sameOriginWithAncestors: true };
const PARAMS = { ...CALLER, options: { challenge: 'AAAA' } };
const DEVICE = { id: 'd1', transport: 'usb', name: 'Key' } as const;
const PIN_REQUEST = { device: DEVICE, triesLeft: 8, lastTry: false, minLength: 4, maxBytes: 63 };

const RESULT: MethodResult<'webauthn.get'> = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key',
  authenticatorAttachment: 'cross-platform',
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' },
  clientExtensionResults: {},
};

type Ceremony = (person: Person, signal: AbortSignal) => Promise<MethodResult<'webauthn.get'>>;

const tell = vi.fn<(ceremony: string, event: CeremonyEvent) => void>();

beforeEach(() => {
  tell.mockClear();
});

/** Ceremonies over a client whose every ceremony is the given one. */
function ceremonies(ceremony: Ceremony): Ceremonies {
  return new Ceremonies(
    {
      create: () => Promise.reject(new Error('not in these tests')),
      get: (_caller, _options, person, signal) => ceremony(person, signal),
    },
    tell,
  );
}

function stepOf(call = 0): string {
  const event = tell.mock.calls[call]?.[1];
  return event !== undefined && 'step' in event ? event.step : '';
}

const untilCancelled: Ceremony = (_person, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), 20));
  });

test('a PIN reaches the ceremony that asked for it', async () => {
  const pins: string[] = [];
  const all = ceremonies(async (person, signal) => {
    person.tell({ type: 'device-wait', list: { devices: [], problems: [] } });
    pins.push((await person.askPin(PIN_REQUEST, signal)).pin);
    return RESULT;
  });
  const result = all.get(PARAMS, 'c1');
  expect(tell.mock.calls).toEqual([
    ['c1', { type: 'device-wait', list: { devices: [], problems: [] } }],
    ['c1', { type: 'pin', step: expect.any(String), ...PIN_REQUEST }],
  ]);
  all.answer({ ceremony: 'c1', step: stepOf(1), type: 'pin', pin: '4321', lastTryAgreed: false });
  await expect(result).resolves.toEqual(RESULT);
  expect(pins).toEqual(['4321']);
});

test('only a device and an account that are on offer can be chosen', async () => {
  const chosen: unknown[] = [];
  const all = ceremonies(async (person, signal) => {
    chosen.push(await person.chooseDevice([DEVICE], signal));
    chosen.push(await person.chooseAccount([{ index: 0 }, { index: 1 }], signal));
    return RESULT;
  });
  const result = all.get(PARAMS, 'c1');
  const device = { ceremony: 'c1', step: stepOf(0), type: 'device' } as const;
  expect(() => all.answer({ ...device, device: 'd2' })).toThrow('message-invalid');
  all.answer({ ...device, device: 'd1' });
  await expect.poll(() => tell).toHaveBeenCalledTimes(2);
  const account = { ceremony: 'c1', step: stepOf(1), type: 'account' } as const;
  expect(() => all.answer({ ...account, account: 2 })).toThrow('message-invalid');
  all.answer({ ...account, account: 1 });
  await expect(result).resolves.toEqual(RESULT);
  expect(chosen).toEqual(['d1', 1]);
});

test('a second ceremony is refused while the first goes on', async () => {
  const all = ceremonies(untilCancelled);
  const first = all.get(PARAMS, 'c1');
  await expect(all.get(PARAMS, 'c2')).rejects.toThrow('ceremony-busy');
  all.cancel({ ceremony: 'c1' });
  await expect(first).rejects.toThrow('ceremony-cancelled');
});

test('the next attempt right after a cancel waits until the device is let go', async () => {
  let running = 0;
  const all = ceremonies(async (person, signal) => {
    running += 1;
    expect(running).toBe(1);
    try {
      return await untilCancelled(person, signal);
    } finally {
      running -= 1;
    }
  });
  const first = all.get(PARAMS, 'c1');
  all.cancel({ ceremony: 'c1' });
  const second = all.get(PARAMS, 'c2');
  await expect(first).rejects.toThrow('ceremony-cancelled');
  await expect.poll(() => running).toBe(1);
  all.cancel({ ceremony: 'c2' });
  await expect(second).rejects.toThrow('ceremony-cancelled');
});

test('one that waits for its turn can be cancelled, and never reaches a device', async () => {
  const started: string[] = [];
  const all = ceremonies((person, signal) => {
    started.push('ceremony');
    return untilCancelled(person, signal);
  });
  const first = all.get(PARAMS, 'c1');
  all.cancel({ ceremony: 'c1' });
  const second = all.get(PARAMS, 'c2');
  all.cancel({ ceremony: 'c2' });
  const third = all.get(PARAMS, 'c3');
  await expect(all.get(PARAMS, 'c4')).rejects.toThrow('ceremony-busy');
  await expect(first).rejects.toThrow('ceremony-cancelled');
  await expect(second).rejects.toThrow('ceremony-cancelled');
  await expect.poll(() => started).toHaveLength(2);
  all.cancel({ ceremony: 'c3' });
  await expect(third).rejects.toThrow('ceremony-cancelled');
  expect(started).toHaveLength(2);
});

test('what is not running cannot be cancelled or answered', async () => {
  const all = ceremonies(async () => RESULT);
  await all.get(PARAMS, 'c1');
  expect(() => all.cancel({ ceremony: 'c1' })).toThrow('ceremony-unknown');
  expect(() =>
    all.answer({ ceremony: 'c1', step: 's', type: 'pin', pin: '4321', lastTryAgreed: false }),
  ).toThrow('ceremony-unknown');
});

test('events after the end, or after a cancel, are not told', async () => {
  let late: Person | undefined;
  const all = ceremonies(async (person, signal) => {
    late = person;
    return untilCancelled(person, signal);
  });
  const result = all.get(PARAMS, 'c1');
  all.cancel({ ceremony: 'c1' });
  late?.tell({ type: 'touch', device: DEVICE });
  await expect(result).rejects.toThrow('ceremony-cancelled');
  late?.tell({ type: 'touch', device: DEVICE });
  expect(tell).not.toHaveBeenCalled();
});

test('an open step ends with its ceremony', async () => {
  const all = ceremonies(async (person, signal) => {
    await person.askPin(PIN_REQUEST, signal);
    return RESULT;
  });
  const result = all.get(PARAMS, 'c1');
  const step = stepOf();
  all.stop('bridge-stopped');
  await expect(result).rejects.toThrow('bridge-stopped');
  expect(() =>
    all.answer({ ceremony: 'c1', step, type: 'pin', pin: '4321', lastTryAgreed: false }),
  ).toThrow('ceremony-unknown');
});

test('a chosen PIN reaches the ceremony, with the present one exactly where it was asked for', async () => {
  const request = { device: DEVICE, minLength: 4, maxLength: 63, maxBytes: 63, ownRules: false };
  const current = { triesLeft: 8, lastTry: false, minLength: 4 };
  const chosen: unknown[] = [];
  const all = ceremonies(async (person, signal) => {
    chosen.push(await person.askNewPin({ ...request, current }, signal));
    chosen.push(await person.askNewPin(request, signal));
    return RESULT;
  });
  const result = all.get(PARAMS, 'c1');
  const answer = { ceremony: 'c1', type: 'new-pin', newPin: '9876', lastTryAgreed: false } as const;
  const withCurrent = { ...answer, currentPin: '4321' };
  expect(() => all.answer({ ...answer, step: stepOf(0) })).toThrow('message-invalid');
  all.answer({ ...withCurrent, step: stepOf(0) });
  await vi.waitFor(() => expect(tell).toHaveBeenCalledTimes(2));
  expect(() => all.answer({ ...withCurrent, step: stepOf(1) })).toThrow('message-invalid');
  all.answer({ ...answer, step: stepOf(1) });
  await expect(result).resolves.toEqual(RESULT);
  expect(chosen).toEqual([
    { newPin: '9876', currentPin: '4321', lastTryAgreed: false },
    { newPin: '9876', lastTryAgreed: false },
  ]);
});

test('that a PIN was chosen is told at once, whatever follows', async () => {
  const all = ceremonies((person) => {
    person.tell({ type: 'working', device: DEVICE, pinSet: true });
    person.tell({ type: 'touch', device: DEVICE });
    return Promise.resolve(RESULT);
  });
  await all.get(PARAMS, 'c1');
  expect(tell.mock.calls).toEqual([
    ['c1', { type: 'working', device: DEVICE, pinSet: true }],
    ['c1', { type: 'touch', device: DEVICE }],
  ]);
});

test('work is told once it takes 50 ms, and not when something else is told before that', async () => {
  vi.useFakeTimers();
  try {
    const all = ceremonies(async (person, signal) => {
      person.tell({ type: 'working', device: DEVICE });
      person.tell({ type: 'touch', device: DEVICE });
      person.tell({ type: 'working', device: DEVICE });
      return untilCancelled(person, signal);
    });
    const result = all.get(PARAMS, 'c1');
    await vi.advanceTimersByTimeAsync(49);
    expect(tell.mock.calls).toEqual([['c1', { type: 'touch', device: DEVICE }]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(tell.mock.calls.slice(1)).toEqual([['c1', { type: 'working', device: DEVICE }]]);
    all.cancel({ ceremony: 'c1' });
    await Promise.all([
      expect(result).rejects.toMatchObject({ code: 'ceremony-cancelled' }),
      vi.advanceTimersByTimeAsync(20),
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test('work that is done sooner is never told', async () => {
  vi.useFakeTimers();
  try {
    const all = ceremonies(async (person) => {
      person.tell({ type: 'working', device: DEVICE });
      return RESULT;
    });
    await expect(all.get(PARAMS, 'c1')).resolves.toEqual(RESULT);
    expect(vi.getTimerCount()).toBe(0);
    expect(tell).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});
