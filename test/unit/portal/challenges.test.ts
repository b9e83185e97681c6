import { expect, test } from 'vitest';
import { OneTimeChallenges } from '../../portal/challenges.ts';

test('a challenge counts once, and for its session only', () => {
  const challenges = new OneTimeChallenges();
  challenges.issue('session-a', 'one', 'sam');
  challenges.issue('session-a', 'two', 'sam');

  expect(challenges.redeem('session-a', 'one')).toBe('sam');
  expect(challenges.redeem('session-a', 'one')).toBeUndefined();
  expect(challenges.redeem('session-b', 'two')).toBeUndefined();
  expect(challenges.redeem('session-a', 'two')).toBeUndefined();
  expect(challenges.redeem('session-a', 'three')).toBeUndefined();
});
