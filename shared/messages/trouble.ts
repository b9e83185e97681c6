import { WANTED, type Wanted } from '../diagnosis/finding-row.ts';
import { deviceFact, tellingCode } from '../diagnosis/reported-error.ts';
import { shownFinding } from '../diagnosis/shown-error.ts';
import { judge, type Verdict } from '../diagnosis/verdict.ts';
import { ERROR_CODES, type ErrorCode } from '../errors/codes.ts';
import { ASKED_PORTALS } from '../portals/asked-portals.ts';
import { Finding } from '../rpc/check-up.ts';
import * as v from '../schema/schema.ts';
import { PageError } from './page-messages.ts';

/** More than all checks together can find. */
const MOST_FINDINGS = 500;

const About = {
  wanted: v.picklist(WANTED),
  /** Of the sign-in that went wrong. */
  error: v.optional(v.picklist(ERROR_CODES)),
  /** Of the page that it was on. */
  shown: v.optional(PageError),
  /** The portal that it was for. */
  portal: v.optional(v.picklist(ASKED_PORTALS)),
};

/** What a check-up has found, for whoever shows its verdict. Nothing in it tells who the person is. */
export const CheckedUp = v.strictObject({
  ...About,
  findings: v.pipe(v.array(Finding), v.maxLength(MOST_FINDINGS)),
  hasOtherWay: v.nullable(v.boolean()),
});
export type CheckedUp = v.InferOutput<typeof CheckedUp>;

/** The last sign-in that went wrong, and what a check-up has found since, if there was one. */
export const Trouble = v.strictObject({ ...About, checkedUp: v.nullable(CheckedUp) });
export type Trouble = v.InferOutput<typeof Trouble>;

/** The verdict as far as it is known: by the errors alone, or by all that a check-up has found. */
export function verdictOn({ wanted, error, shown, checkedUp }: Trouble): Verdict {
  if (checkedUp !== null) return judge(checkedUp.findings, checkedUp);
  const findings = [
    ...(error === undefined ? [] : [firstFinding(error, wanted)]),
    ...(shown === undefined ? [] : [shownFinding(shown)]),
  ];
  return judge(findings, { wanted, hasOtherWay: null });
}

/** At the moment at which a sign-in fails, an error that names its own cause is that cause. */
function firstFinding(error: ErrorCode, wanted: Wanted): v.InferOutput<typeof Finding> {
  const facts = { error, reported: true, ...deviceFact(wanted) };
  return { code: tellingCode(error, wanted) ?? 'sign-in-failed', facts };
}
