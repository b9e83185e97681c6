import type { FindingCode } from './catalogue.ts';
import { type Area, CHECKS, type CheckId } from './checks.ts';
import type { Finding } from './finding.ts';

const UNANSWERED: Readonly<Record<Area, FindingCode | null>> = {
  connection: 'unanswered-connection',
  browser: 'unanswered-browser',
  bridge: 'unanswered-bridge',
  system: 'unanswered-system',
  key: 'unanswered-key',
  card: 'unanswered-card',
  trial: null,
  report: null,
};

/** That a check had no answer in its time is itself something to know. */
export function unanswered(check: CheckId): readonly Finding[] {
  const code = UNANSWERED[CHECKS[check].area];
  return code === null ? [] : [{ code, facts: { check } }];
}
