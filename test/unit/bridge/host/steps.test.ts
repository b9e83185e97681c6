import { expect, test, vi } from 'vitest';
import { type Question, Steps } from '../../../../bridge/host/steps.ts';

function askPin(steps: Steps, signal = new AbortController().signal) {
  const ask = vi.fn<(step: string) => void>();
  const question: Question<'pin'> = { ceremony: 'c1', type: 'pin', signal, fits: () => true, ask };
  const answer = steps.ask(question);
  return { answer, step: ask.mock.calls[0]?.[0] ?? '' };
}

test('an answer reaches its step, once', async () => {
  const steps = new Steps();
  const { answer, step } = askPin(steps);
  const given = { ceremony: 'c1', step, type: 'pin', pin: '4321', lastTryAgreed: false } as const;
  steps.answer(given);
  await expect(answer).resolves.toEqual(given);
  expect(() => steps.answer(given)).toThrow('ceremony-unknown');
});

test('step names do not repeat', () => {
  const steps = new Steps();
  const names = new Set(Array.from({ length: 100 }, () => askPin(steps).step));
  expect(names.size).toBe(100);
});

test('another ceremony, another step or another kind of answer is not taken', async () => {
  const steps = new Steps();
  const { answer, step } = askPin(steps);
  const given = { ceremony: 'c1', step, type: 'pin', pin: '4321', lastTryAgreed: false } as const;
  expect(() => steps.answer({ ...given, ceremony: 'c2' })).toThrow('ceremony-unknown');
  expect(() => steps.answer({ ...given, step: 'other' })).toThrow('ceremony-unknown');
  expect(() => steps.answer({ ceremony: 'c1', step, type: 'device', device: 'd' })).toThrow(
    'message-invalid',
  );
  steps.answer(given);
  await expect(answer).resolves.toEqual(given);
});

test('an answer that was not on offer leaves the step open', async () => {
  const steps = new Steps();
  const ask = vi.fn<(step: string) => void>();
  const answer = steps.ask({
    ceremony: 'c1',
    type: 'account',
    signal: new AbortController().signal,
    fits: ({ account }) => account === 1,
    ask,
  });
  const step = ask.mock.calls[0]?.[0] ?? '';
  const given = { ceremony: 'c1', step, type: 'account' } as const;
  expect(() => steps.answer({ ...given, account: 0 })).toThrow('message-invalid');
  steps.answer({ ...given, account: 1 });
  await expect(answer).resolves.toEqual({ ...given, account: 1 });
});

test('a cancelled step rejects with the reason and takes no answer', async () => {
  const steps = new Steps();
  const stop = new AbortController();
  const { answer, step } = askPin(steps, stop.signal);
  stop.abort(new Error('gone'));
  await expect(answer).rejects.toThrow('gone');
  expect(() =>
    steps.answer({ ceremony: 'c1', step, type: 'pin', pin: '4321', lastTryAgreed: false }),
  ).toThrow('ceremony-unknown');
});

test('a step of a ceremony that is over is never put', async () => {
  const { answer, step } = askPin(new Steps(), AbortSignal.abort(new Error('over')));
  await expect(answer).rejects.toThrow('over');
  expect(step).toBe('');
});
