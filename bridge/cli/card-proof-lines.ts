import { type CommandLineWordKey, sayInTerminal } from '../../shared/words/command-line-words.ts';
import type { ProofStep } from '../smartcard/piv/prove-card.ts';
import type { CommandContext } from './context.ts';
import { tableLines } from './text-table.ts';

const NAMES: Readonly<Record<ProofStep['step'], CommandLineWordKey>> = {
  certificate: 'cli.proofCertificate',
  validity: 'cli.proofValidity',
  pin: 'cli.proofPin',
  signature: 'cli.proofSignature',
  match: 'cli.proofMatch',
};

/** Each step of proving a card as a row, and the verdict. */
export function cardProofLines(
  steps: readonly ProofStep[],
  { language, terminal }: CommandContext,
): readonly string[] {
  const works = steps.every(({ passed }) => passed);
  const table = {
    head: [
      sayInTerminal(language, 'cli.columnCheck'),
      sayInTerminal(language, 'cli.columnResult'),
      sayInTerminal(language, 'cli.columnTime'),
    ],
    rows: steps.map(({ step, passed, milliseconds }) => [
      sayInTerminal(language, NAMES[step]),
      sayInTerminal(language, passed ? 'cli.checkPassed' : 'cli.checkFailed'),
      `${milliseconds} ms`,
    ]),
  };
  const verdict = sayInTerminal(language, works ? 'cli.cardWorks' : 'cli.cardWorksNot');
  return [...tableLines(table, terminal.columns), '', terminal.verdict(verdict, works)];
}
