import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { POLICY_TARGETS, policySample } from '../../install/policy-samples.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';
import { wrongValue } from '../wrong-value.ts';

/** `wardkey policy sample`: a policy to start from; where it goes is told beside it, not in it. */
export const policySampleCommand: Command = async ({ input, language, terminal }) => {
  const target = POLICY_TARGETS.find((name) => name === input.word());
  if (target === undefined) throw wrongValue(input.word(), POLICY_TARGETS);
  const { home, policy } = policySample(target, input.text('install-url'));
  terminal.line(JSON.stringify(policy, null, 2));
  if (home !== undefined) {
    terminal.notice(sayInTerminal(language, 'cli.policyGoes', { place: home }));
  }
  return SUCCESS;
};
