import { expect, test } from 'vitest';
import { Turns } from '../../../../bridge/ctap/turns.ts';

const NEVER = new AbortController().signal;
const GONE = new Error('gone');

test('one has it at a time, in the order of asking', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const use = async (name: string) => {
    const end = await turns.take(NEVER);
    order.push(name);
    await Promise.resolve();
    order.push(`${name} ends`);
    end();
  };
  await Promise.all(['a', 'b', 'c'].map(use));
  expect(order).toEqual(['a', 'a ends', 'b', 'b ends', 'c', 'c ends']);
  expect(turns.isFree).toBe(true);
});

test('nobody gets a turn who no longer wants it, also where it is free', async () => {
  const turns = new Turns();
  await expect(turns.take(AbortSignal.abort(GONE))).rejects.toBe(GONE);
  expect(turns.isFree).toBe(true);
  const end = await turns.take(NEVER);
  expect(turns.isFree).toBe(false);
  const leave = new AbortController();
  const waiting = turns.take(leave.signal);
  const behind = turns.take(NEVER);
  leave.abort(GONE);
  await expect(waiting).rejects.toBe(GONE);
  end();
  (await behind)();
  await turns.ended;
  expect(turns.isFree).toBe(true);
});
