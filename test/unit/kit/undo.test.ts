import { expect, test } from 'vitest';
import { Undo } from '../../kit/undo.ts';

test('ends everything, latest first, whatever fails, and once', async () => {
  const undo = new Undo();
  const ended: string[] = [];
  undo.later(() => ended.push('first'));
  undo.later(() => Promise.reject(new Error('stuck')));
  undo.later(async () => ended.push('last'));

  await expect(undo.run()).rejects.toThrow('not everything could be ended');
  expect(ended).toEqual(['last', 'first']);
  await undo.run();
  expect(ended).toEqual(['last', 'first']);
});
