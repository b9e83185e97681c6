import type { CheckId } from '../../shared/diagnosis/checks.ts';
import type { Finding } from '../../shared/diagnosis/finding.ts';
import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import { checkUpReport } from '../../shared/diagnosis/report.ts';
import { judge, type Verdict } from '../../shared/diagnosis/verdict.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { type AskedPortal, askedHost, NAMED_PORTALS } from '../../shared/portals/asked-portals.ts';
import { sayCheck, sayInCheckUp, sayVerdict } from '../../shared/words/check-up-words.ts';
import type { Machine } from '../diagnosis/machine.ts';
import type { Probe } from '../diagnosis/probe.ts';
import { runCheckUp } from '../diagnosis/run-check-up.ts';
import { VERSION } from '../install/product-version.ts';
import { checkUpExitCode } from './check-up-exit-code.ts';
import { checkUpLines } from './check-up-lines.ts';
import type { CommandContext } from './context.ts';
import { passkeyFindings } from './passkey-findings.ts';
import { show } from './show.ts';

/**
 * Runs a check-up and prints its verdict, or its report as JSON.
 * @returns the exit code that goes with the verdict
 * @throws WardkeyError `usage` for a browser or a portal that Wardkey does not know
 */
export async function checkUp(
  context: CommandContext,
  wanted: Wanted,
  probes: readonly Probe[],
): Promise<number> {
  const { input, language, places, signal, terminal } = context;
  const portal = portalNamed(input.text('portal'));
  const keys = await context.keys();
  try {
    const machine = await context.machine(keys, places);
    const run = await runCheckUp(machine, {
      probes,
      portal: askedHost(wanted, portal),
      browser: browserNamed(machine, input.text('browser')),
      signal,
      onProgress: progressTeller(context),
    });
    terminal.status(null);
    const inside = isToLookInside(context, run.findings)
      ? await passkeyFindings(context, keys, portal)
      : [];
    const findings = [...run.findings, ...inside];
    const verdict = judge(findings, { wanted, hasOtherWay: null, portal });
    const report = checkUpReport({
      version: VERSION,
      wanted,
      findings,
      checks: run.checks,
      verdict,
    });
    const notes =
      verdict.outcome === 'well'
        ? findings
        : findings.filter((finding) => !isTold(finding, verdict));
    show(context, { ...report, says: sayVerdict(language, verdict) }, () =>
      checkUpLines(verdict, { notes, supportCode: report.supportCode, language, terminal }),
    );
    return checkUpExitCode(verdict);
  } finally {
    terminal.status(null);
    await keys.stop();
  }
}

/** Wanted by the person, who types the PIN for it, and of use: a key is there that answers. */
function isToLookInside({ input }: CommandContext, findings: readonly Finding[]): boolean {
  return input.flag('passkeys') && findings.some(({ code }) => code === 'key-seen');
}

/** Whether the verdict itself tells of a finding. */
function isTold({ code }: Finding, { evidence, others }: Verdict): boolean {
  return [...evidence, ...others].some((told) => told.code === code);
}

/** On a terminal only: elsewhere each check would be a line. */
function progressTeller({ language, terminal }: CommandContext) {
  const running = new Set<CheckId>();
  return (check: CheckId, outcome: unknown): void => {
    if (outcome === null) running.add(check);
    else running.delete(check);
    const [first] = running;
    if (terminal.columns === undefined || first === undefined) return;
    terminal.status(
      sayInCheckUp(language, 'checkUp.working', { check: sayCheck(language, first) }),
    );
  };
}

function portalNamed(typed: string | undefined): AskedPortal | undefined {
  if (typed === undefined) return undefined;
  const wanted = typed.trim().toLowerCase();
  const found = NAMED_PORTALS.find((portal) => portal === wanted);
  if (found === undefined) {
    throw new WardkeyError('usage', { facts: { value: typed, allowed: NAMED_PORTALS.join(', ') } });
  }
  return found;
}

function browserNamed({ browsers }: Machine, typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const wanted = typed.trim().toLowerCase();
  const found =
    browsers.find(({ name }) => name.toLowerCase() === wanted) ??
    browsers.find(({ name }) => wanted !== '' && name.toLowerCase().includes(wanted));
  if (found === undefined) {
    const allowed = browsers.map(({ name }) => name).join(', ');
    throw new WardkeyError('usage', { facts: { value: typed, ...(allowed && { allowed }) } });
  }
  return found.name;
}
