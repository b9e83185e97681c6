import { bridgeFailure } from '../../../shared/diagnosis/bridge-failure.ts';
import { FINDINGS } from '../../../shared/diagnosis/catalogue.ts';
import { type Area, CHECKS } from '../../../shared/diagnosis/checks.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { Wanted } from '../../../shared/diagnosis/finding-row.ts';
import { reportedFinding } from '../../../shared/diagnosis/reported-error.ts';
import { shownFinding } from '../../../shared/diagnosis/shown-error.ts';
import type { CheckUpRun } from '../../../shared/messages/check-up-view.ts';
import type { CheckUpBegin } from '../../ui/check-up-begin.ts';
import type { BrowserSeen } from './browser-probes.ts';

/** Checks of the bridge that say nothing where the browser has an answer of its own. */
const BY_BROWSER: readonly Area[] = ['connection'];
/** Of those, what holds all the same: the browser does not tell. */
const NOT_BY_BROWSER: readonly Finding['code'][] = ['clock-off', 'tls-intercepted'];

/**
 * All that is known, in one list: what went wrong before, what the browser sees, what the bridge has
 * found. A bridge may have no way through a proxy that the browser has: where the browser reaches the
 * portal, the bridge's word that nobody can is dropped.
 */
export function joinFindings(
  { error, shown, wanted }: Pick<CheckUpBegin, 'error' | 'shown'> & { readonly wanted: Wanted },
  { findings, reachesPortal }: BrowserSeen,
  { browser, result, failure }: Pick<CheckUpRun, 'browser' | 'result' | 'failure'>,
): readonly Finding[] {
  const isBetterKnown = ({ code }: Finding) =>
    reachesPortal &&
    BY_BROWSER.includes(CHECKS[FINDINGS[code].check].area) &&
    !NOT_BY_BROWSER.includes(code);
  return [
    ...(error === undefined ? [] : [reportedFinding(error, wanted)]),
    ...(shown === undefined ? [] : [shownFinding(shown)]),
    ...findings,
    ...(browser ?? []),
    ...(failure === null ? [] : [bridgeFailure(failure)]),
    ...(result?.findings ?? []).filter((finding) => !isBetterKnown(finding)),
  ];
}
