import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { printable } from '../../../shared/words/printable.ts';
import type { Check } from '../../webauthn/trial/checks.ts';
import type { CommandContext } from '../context.ts';
import { NOT_VERIFIED, SUCCESS } from '../exit-codes.ts';
import { tableLines } from '../text-table.ts';

/** Whether an answer kept every rule. */
export function isVerified(checks: readonly Check[]): boolean {
  return checks.every(({ passed }) => passed);
}

/** What a trial ends with. */
export function trialExit(checks: readonly Check[]): number {
  return isVerified(checks) ? SUCCESS : NOT_VERIFIED;
}

/** Each check as a row, and the verdict. */
export function trialLines(
  checks: readonly Check[],
  { language, terminal }: CommandContext,
): readonly string[] {
  const verified = isVerified(checks);
  const table = {
    head: [
      sayInTerminal(language, 'cli.columnCheck'),
      sayInTerminal(language, 'cli.columnResult'),
      sayInTerminal(language, 'cli.columnSeen'),
    ],
    rows: checks.map(({ check, passed, seen = '' }) => [
      check,
      sayInTerminal(language, passed ? 'cli.checkPassed' : 'cli.checkFailed'),
      printable(seen),
    ]),
  };
  const verdict = sayInTerminal(language, verified ? 'cli.verified' : 'cli.notVerified');
  return [...tableLines(table, terminal.columns), '', terminal.verdict(verdict, verified)];
}
