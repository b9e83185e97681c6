import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { POLICY_TARGETS, policySample } from '../../install/policy-samples.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';

/** `wardkey policy sample`: a policy to start from; where it goes is told beside it, not in it. */
export const policySampleCommand: Command = async ({ input, language, terminal }) => {
  const target = POLICY_TARGETS.find((name) => name === input.word());
  if (target === undefined) throw new WardkeyError('usage', { facts: { argument: input.word() } });
  const { home, policy } = policySample(target, input.text('install-url'));
  terminal.line(JSON.stringify(policy, null, 2));
  if (home !== undefined) {
    terminal.notice(sayInTerminal(language, 'cli.policyGoes', { place: home }));
  }
  return SUCCESS;
};
