import { AGREEMENT_CHECKS } from './agreement-checks.ts';
import { BROWSER_CHECKS } from './browser-checks.ts';
import type { Check } from './check.ts';
import { MACHINE_CHECKS } from './machine-checks.ts';

/** All that is looked at in the guest, in order. */
export const CHECKS: readonly Check[] = [...AGREEMENT_CHECKS, ...MACHINE_CHECKS, ...BROWSER_CHECKS];
