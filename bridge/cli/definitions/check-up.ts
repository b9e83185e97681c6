import { FINDING_CODES } from '../../../shared/diagnosis/catalogue.ts';
import { CHECK_IDS } from '../../../shared/diagnosis/checks.ts';
import { CONFIDENCES, WANTED } from '../../../shared/diagnosis/finding-row.ts';
import { STEP_IDS } from '../../../shared/diagnosis/steps.ts';
import { NAMED_PORTALS } from '../../../shared/portals/asked-portals.ts';
import type { CommandDefinition, OptionDefinition } from '../definition.ts';
import { BROWSER_WRONG, CAUSE_UNKNOWN, CONNECTION_WRONG } from '../exit-codes.ts';
import { COUNT, list, object, oneOfTexts, orNull, TEXT } from '../json-schema.ts';
import { PIN_OPTIONS } from './shared-parts.ts';

const CODE = oneOfTexts(...FINDING_CODES);
const BROWSER_OPTION: OptionDefinition = {
  name: 'browser',
  value: 'NAME',
  completes: ['Chromium', 'Chrome', 'Edge', 'Brave', 'Firefox'],
  says: 'help.optionCheckBrowser',
};

const PORTAL_OPTION: OptionDefinition = {
  name: 'portal',
  value: 'NAME',
  completes: NAMED_PORTALS,
  says: 'help.optionCheckPortal',
};

/** A report of a check-up: what IT gets from the person, and what `--json` prints. */
const REPORT = object({
  report: { const: 1 },
  version: TEXT,
  supportCode: { type: 'string', pattern: '^WK(-[0-9A-HJKMNP-TV-Z]{1,4})+$' },
  wanted: oneOfTexts(...WANTED),
  outcome: oneOfTexts('well', 'cause', 'unknown'),
  cause: orNull(CODE),
  confidence: oneOfTexts(...CONFIDENCES),
  evidence: list(CODE),
  others: list(CODE),
  steps: list(oneOfTexts(...STEP_IDS)),
  findings: list(
    object(
      { code: CODE },
      {
        facts: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      },
    ),
  ),
  checks: list(
    object({ check: oneOfTexts(...CHECK_IDS), state: oneOfTexts('done', 'unanswered'), ms: COUNT }),
  ),
  says: TEXT,
});

const EXITS: readonly number[] = [3, 4, 5, 6, 8, CONNECTION_WRONG, BROWSER_WRONG, CAUSE_UNKNOWN];

/** Commands that find out what is wrong, and change nothing. */
export const CHECK_UP_COMMANDS: readonly CommandDefinition[] = [
  {
    words: ['check'],
    says: 'help.check',
    details: ['help.checkMore', 'help.checkReport'],
    options: [
      { name: 'key', says: 'help.optionCheckKey' },
      { name: 'card', says: 'help.optionCheckCard' },
      BROWSER_OPTION,
      PORTAL_OPTION,
      { name: 'offline', says: 'help.optionCheckOffline' },
      { name: 'passkeys', says: 'help.optionCheckPasskeys' },
      ...PIN_OPTIONS,
    ],
    examples: [
      { typed: 'wardkey check', says: 'help.exampleCheck' },
      { typed: 'wardkey check --key', says: 'help.exampleCheckKey' },
      { typed: 'wardkey check --passkeys', says: 'help.exampleCheckPasskeys' },
      { typed: 'wardkey check --json | jq .supportCode', says: 'help.exampleCheckJson' },
    ],
    exits: EXITS,
    output: REPORT,
    load: async () => (await import('../commands/check.ts')).check,
  },
  {
    words: ['doctor'],
    says: 'help.doctor',
    details: ['help.doctorMore'],
    options: [BROWSER_OPTION],
    examples: [
      { typed: 'wardkey doctor', says: 'help.exampleDoctor' },
      { typed: 'wardkey doctor --browser Firefox', says: 'help.exampleDoctorBrowser' },
    ],
    exits: EXITS,
    output: REPORT,
    load: async () => (await import('../commands/doctor.ts')).doctor,
  },
];
