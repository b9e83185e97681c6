import type { ErrorFacts } from '../errors/wardkey-error.ts';
import { withoutSerial } from '../redact/device-name.ts';
import type { FindingCode } from './catalogue.ts';
import type { CheckId } from './checks.ts';
import type { Finding } from './finding.ts';
import type { Confidence, Wanted } from './finding-row.ts';
import type { StepId } from './steps.ts';
import { supportCode } from './support-code.ts';
import type { Verdict } from './verdict.ts';

/** How one check went. */
export interface CheckOutcome {
  readonly check: CheckId;
  readonly state: 'done' | 'unanswered';
  /** Whole milliseconds. */
  readonly ms: number;
}

/** All that a check-up tells others: what IT gets, and what `wardkey check --json` prints. */
export interface CheckUpReport {
  readonly report: 1;
  readonly version: string;
  readonly supportCode: string;
  readonly wanted: Wanted;
  readonly outcome: Verdict['outcome'];
  readonly cause: FindingCode | null;
  readonly confidence: Confidence;
  readonly evidence: readonly FindingCode[];
  readonly others: readonly FindingCode[];
  readonly steps: readonly StepId[];
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckOutcome[];
}

/**
 * Facts that may stand in a report: names of makes and programs, counts and days. Names of people, of
 * accounts, serial numbers and addresses are under none of these names.
 */
const REPORTED_FACTS: ReadonlySet<string> = new Set([
  'browser',
  'certificate',
  'check',
  'date',
  'days',
  'device',
  'certifications',
  'error',
  'firmware',
  'host',
  'library',
  'manifest',
  'minutes',
  'model',
  'program',
  'reader',
  'remaining',
  'reported',
  'series',
  'shown',
  'status',
  'tries',
  'verification',
  'version',
  'versions',
]);

/** Names that devices have given themselves, which may hold a serial number. */
const DEVICE_NAMES: ReadonlySet<string> = new Set(['model', 'reader']);

export interface ReportParts {
  /** Of the product. */
  readonly version: string;
  readonly wanted: Wanted;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckOutcome[];
  readonly verdict: Verdict;
  /** The person wants the names of accounts in it, in part as they were shown. */
  readonly withAccounts?: boolean;
}

/** Puts a report together. Nothing in it tells who the person is, unless they want it to. */
export function checkUpReport(parts: ReportParts): CheckUpReport {
  const { version, wanted, findings, checks, verdict, withAccounts = false } = parts;
  const { outcome, cause, confidence, evidence, others, steps } = verdict;
  const rest = [...evidence, ...others, ...findings].map(({ code }) => code);
  return {
    report: 1,
    version,
    supportCode: supportCode(version, cause?.code ?? null, rest),
    wanted,
    outcome,
    cause: cause?.code ?? null,
    confidence,
    evidence: evidence.map(({ code }) => code),
    others: others.map(({ code }) => code),
    steps,
    findings: reportedFindings(findings, withAccounts),
    checks,
  };
}

/** Findings as others may have them. */
export function reportedFindings(
  findings: readonly Finding[],
  withAccounts = false,
): readonly Finding[] {
  return findings.map((finding) => withoutPerson(finding, withAccounts));
}

/** Whether a report could tell who the person is, if they want it to. */
export function namesAccounts(findings: readonly Finding[]): boolean {
  return findings.some(({ facts }) => facts?.['account'] !== undefined);
}

function withoutPerson({ code, facts }: Finding, withAccounts: boolean): Finding {
  const isTold = (name: string) => REPORTED_FACTS.has(name) || (withAccounts && name === 'account');
  const told: ErrorFacts = Object.fromEntries(
    Object.entries(facts ?? {}).flatMap(([name, value]) => {
      if (!isTold(name)) return [];
      const isName = DEVICE_NAMES.has(name) && typeof value === 'string';
      return [[name, isName ? withoutSerial(value) : value]];
    }),
  );
  return Object.keys(told).length === 0 ? { code } : { code, facts: told };
}
