import type { PolicyReport } from '../../../shared/settings/policy-report.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import type { Command, CommandContext } from '../context.ts';
import { POLICY_WRONG } from '../exit-codes.ts';
import { readInputFile } from '../input-file.ts';
import { show } from '../show.ts';

/** Several times what a policy may have, so that one that is too long is still looked through. */
const MAX_BYTES = 256 * 1024;

/** `wardkey policy check`: all that is wrong with the bridge's policy, or with one yet to be put there. */
export const policyCheck: Command = async (context) => {
  const { input, language, system } = context;
  const file = input.words[0];
  const report = file === undefined ? system.checkPolicy() : await checkFile(file, context);
  const success = show(context, report, () => lines(report, language));
  return report.problems.length === 0 ? success : POLICY_WRONG;
};

async function checkFile(path: string, { signal, system }: CommandContext): Promise<PolicyReport> {
  const text = (await readInputFile(path, MAX_BYTES, signal)).toString('utf8');
  return { path, isThere: true, problems: system.policyProblems(text) };
}

function lines({ path, isThere, problems }: PolicyReport, language: Language): readonly string[] {
  if (!isThere) return [sayInTerminal(language, 'cli.policyNone', { path })];
  if (problems.length === 0) return [sayInTerminal(language, 'cli.policyGood', { path })];
  return [
    sayInTerminal(language, 'cli.policyWrong', { path }),
    ...problems.map(
      (problem) => `  ${sayInTerminal(language, 'cli.policyProblem', { ...problem })}`,
    ),
  ];
}
