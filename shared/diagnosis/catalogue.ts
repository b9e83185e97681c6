import type { FindingRow } from './finding-row.ts';
import { ACCOUNT_FINDINGS } from './findings/account.ts';
import { BRIDGE_FINDINGS } from './findings/bridge.ts';
import { BROWSER_FINDINGS } from './findings/browser.ts';
import { CARD_FINDINGS } from './findings/card.ts';
import { CONNECTION_FINDINGS } from './findings/connection.ts';
import { KEY_FINDINGS } from './findings/key.ts';
import { KEY_USE_FINDINGS } from './findings/key-use.ts';
import { PAGE_FINDINGS } from './findings/page.ts';
import { POLICY_FINDINGS } from './findings/policy.ts';
import { SYSTEM_FINDINGS } from './findings/system.ts';
import { TRIAL_FINDINGS } from './findings/trial.ts';

/**
 * Everything that the check-up can find, causes before what may come of them: of two that do not
 * explain one another, the one that stands first is the one to put right first.
 */
const ALL_FINDINGS = {
  ...CONNECTION_FINDINGS,
  ...ACCOUNT_FINDINGS,
  ...BROWSER_FINDINGS,
  ...BRIDGE_FINDINGS,
  ...SYSTEM_FINDINGS,
  ...KEY_FINDINGS,
  ...KEY_USE_FINDINGS,
  ...CARD_FINDINGS,
  ...PAGE_FINDINGS,
  ...TRIAL_FINDINGS,
  ...POLICY_FINDINGS,
};

export type FindingCode = keyof typeof ALL_FINDINGS;

export const FINDINGS: Readonly<Record<FindingCode, FindingRow>> = ALL_FINDINGS;

/** In the order of cause. */
export const FINDING_CODES = Object.keys(ALL_FINDINGS) as readonly FindingCode[];
