import type { FindingCode } from '../../shared/diagnosis/catalogue.ts';
import { FINDINGS } from '../../shared/diagnosis/catalogue.ts';
import { type Area, CHECKS } from '../../shared/diagnosis/checks.ts';
import type { Verdict } from '../../shared/diagnosis/verdict.ts';
import {
  BROWSER_WRONG,
  CAUSE_UNKNOWN,
  CONNECTION_WRONG,
  exitCodeFor,
  SUCCESS,
} from './exit-codes.ts';

const NO_DEVICE = exitCodeFor('device-none');
const DEVICE = exitCodeFor('device-mute');
const SYSTEM = exitCodeFor('pcsc-service-stopped');
const INSTALLATION = exitCodeFor('install-not-built');
const PIN = exitCodeFor('pin-blocked');

const BY_AREA: Readonly<Record<Area, number>> = {
  connection: CONNECTION_WRONG,
  browser: BROWSER_WRONG,
  bridge: INSTALLATION,
  system: SYSTEM,
  key: DEVICE,
  card: DEVICE,
  trial: DEVICE,
  report: DEVICE,
};

const BY_CODE: Partial<Record<FindingCode, number>> = {
  'nothing-attached': NO_DEVICE,
  'key-none': NO_DEVICE,
  'reader-none': NO_DEVICE,
  'card-none': NO_DEVICE,
  'card-pin-locked': PIN,
  'card-pin-last-try': PIN,
  'pin-change-needed': PIN,
  'pin-wrong': PIN,
};

/** What the program ends with, by where the cause is. */
export function checkUpExitCode({ outcome, cause }: Verdict): number {
  if (cause === null) return outcome === 'well' ? SUCCESS : CAUSE_UNKNOWN;
  const { check } = FINDINGS[cause.code];
  return BY_CODE[cause.code] ?? (check === 'key-pin' ? PIN : BY_AREA[CHECKS[check].area]);
}
