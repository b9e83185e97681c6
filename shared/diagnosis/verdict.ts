import type { AskedPortal } from '../portals/asked-portals.ts';
import { afterTry } from './after-try.ts';
import { FINDING_CODES, FINDINGS, type FindingCode } from './catalogue.ts';
import type { Finding } from './finding.ts';
import { CONFIDENCES, type Confidence, type FindingRow, type Wanted } from './finding-row.ts';
import { STEPS, type StepId } from './steps.ts';

/** What is known of the person, beside what was found. */
export interface Circumstances {
  readonly wanted: Wanted;
  /** Whether there is another way to sign in; `null` until that was asked. */
  readonly hasOtherWay: boolean | null;
  /** The portal that the person named, or whose page they came from; else a usual one was asked. */
  readonly portal?: AskedPortal | undefined;
}

export interface Verdict {
  /** `unknown`: something is wrong, or was said to be, and its cause was not found. */
  readonly outcome: 'well' | 'cause' | 'unknown';
  readonly cause: Finding | null;
  readonly confidence: Confidence;
  /** What the verdict rests on: the cause, and what it explains. */
  readonly evidence: readonly Finding[];
  /** Faults that would be left once the cause is put right. */
  readonly others: readonly Finding[];
  readonly steps: readonly StepId[];
}

/** Signs that something is wrong that name no cause. */
const SYMPTOMS: readonly FindingCode[] = [
  'sign-in-failed',
  'page-error-unknown',
  'unanswered-connection',
  'unanswered-browser',
  'unanswered-bridge',
  'unanswered-system',
  'unanswered-key',
  'unanswered-card',
];

/** Signs that a security key is plugged in, in whatever state, or that nobody can tell. */
const KEY_THERE: readonly FindingCode[] = [
  'key-seen',
  'key-mute',
  'key-garbled',
  'key-held',
  'key-failing',
  'key-closed',
  'key-no-rule',
  'key-no-seat',
  'key-without-driver',
  'key-not-fido',
  'unanswered-key',
];

/** Signs that a card is in a reader, in whatever state, or that nobody can tell. */
const CARD_THERE: readonly FindingCode[] = [
  'card-seen',
  'card-mute',
  'card-held',
  'card-failing',
  'card-unknown',
  'card-needs-middleware',
  'unanswered-card',
  'unanswered-system',
];

/** They say that a card cannot be used, and are sure of its reader. */
const READER_THERE: readonly FindingCode[] = [
  'reader-driver-absent',
  'reader-unseen',
  'card-unknown',
  'card-needs-middleware',
];

/** Say that a portal does not answer: of one that nobody named, that may not matter to this person. */
const UNREACHED: readonly FindingCode[] = [
  'name-unknown',
  'portal-unreachable',
  'portal-failing',
  'proxy-refuses',
];

/** Says that nothing is wrong any more: holds only where nothing else is found. */
const PASSED: FindingCode = 'trouble-gone';

/** What helps where no cause was found, in the order of the portals' own guides. */
const GENERAL_STEPS: readonly StepId[] = [
  'connect',
  'other-browser',
  'plug-in-again',
  'other-way-in',
  'register-again',
  'ask-local-administrator',
];

/**
 * The verdict on what was found: the first cause, what it rests on, and what to do. Something that is
 * explained by another finding is never the cause.
 */
export function judge(found: readonly Finding[], circumstances: Circumstances): Verdict {
  const findings = inOrder(withNothingAttached(afterTry(found), circumstances.wanted));
  const counted = findings.filter(({ code }) => counts(code, findings, circumstances.wanted));
  const standing = counted.filter(({ code }) => code !== PASSED);
  const faults = standing.length > 0 ? standing : counted;
  const relevant = findings.filter(({ code }) => stands(FINDINGS[code].path, circumstances.wanted));
  const roots = inOrder(faults.flatMap((fault) => rootsOf(fault, relevant)));
  const cause = firstCause(roots, circumstances);
  if (cause === null) return withoutCause(findings, faults, circumstances);
  const explained = reachedFrom(cause.code);
  const isGuess = couldBeTheOther(cause.code, findings, circumstances.wanted);
  const { confidence, steps } = FINDINGS[cause.code];
  return {
    outcome: 'cause',
    cause,
    confidence: isGuess ? 'possible' : lessSure(confidence, leastSure(cause, findings)),
    evidence: findings.filter(({ code }) => code === cause.code || explained.has(code)),
    others: roots.filter(
      ({ code }) => code !== cause.code && !explained.has(code) && !SYMPTOMS.includes(code),
    ),
    steps: permitted(isGuess ? ['plug-in', ...steps] : steps, circumstances),
  };
}

/** A portal that nobody named is the cause only where there is no other. */
function firstCause(roots: readonly Finding[], { portal }: Circumstances): Finding | null {
  const causes = roots.filter(({ code }) => !SYMPTOMS.includes(code));
  // Of a portal that is not in the catalogue, a usual one is asked all the same.
  const isNamed = portal !== undefined && portal !== 'other';
  const surer = isNamed ? causes : causes.filter(({ code }) => !UNREACHED.includes(code));
  return surer[0] ?? causes[0] ?? null;
}

function withoutCause(
  findings: readonly Finding[],
  faults: readonly Finding[],
  circumstances: Circumstances,
): Verdict {
  const isWell = faults.length === 0;
  return {
    outcome: isWell ? 'well' : 'unknown',
    cause: null,
    confidence: isWell ? 'likely' : 'possible',
    evidence: isWell ? findings : faults,
    others: [],
    steps: isWell ? [] : permitted(GENERAL_STEPS, circumstances),
  };
}

/** Where neither a key nor a card is seen, although both could be, that is one finding and not two. */
function withNothingAttached(found: readonly Finding[], wanted: Wanted): readonly Finding[] {
  const has = (code: FindingCode) => found.some((finding) => finding.code === code);
  const isNothing =
    wanted === 'either' && has('key-none') && (has('reader-none') || has('card-none'));
  return isNothing ? [...found, { code: 'nothing-attached' }] : found;
}

/** In the order of cause, each code once. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const byCode = new Map(findings.toReversed().map((finding) => [finding.code, finding] as const));
  return FINDING_CODES.map((code) => byCode.get(code)).filter((finding) => finding !== undefined);
}

/** Whether something stands in the way of what is wanted. */
function stands(path: FindingRow['path'], wanted: Wanted): boolean {
  return path === 'any' || wanted === 'either' || wanted === path;
}

/** Whether a finding can be why this person cannot sign in. */
function counts(code: FindingCode, findings: readonly Finding[], wanted: Wanted): boolean {
  const { weight, path } = FINDINGS[code];
  if (weight === 'note') return false;
  if (!stands(path, wanted)) return false;
  if (wanted !== 'either') return true;
  // What cannot be seen of the one thing, and all that follows from it, does not matter beside the other.
  return !findings.some(
    (finding) =>
      isOfOther(finding.code, findings) &&
      (finding.code === code || reachedFrom(finding.code).has(code)),
  );
}

/** Whether a finding only says that one thing was not seen, where the other is there. */
function isOfOther(code: FindingCode, findings: readonly Finding[]): boolean {
  const { path, absence } = FINDINGS[code];
  if (absence !== true) return false;
  const others = path === 'key' ? CARD_THERE : KEY_THERE;
  return findings.some((finding) => others.includes(finding.code));
}

/**
 * Whether a cause keeps us from seeing one thing to sign in with, while the person may well sign in
 * with the other, which is not there either.
 */
function couldBeTheOther(code: FindingCode, findings: readonly Finding[], wanted: Wanted): boolean {
  const { path, absence } = FINDINGS[code];
  if (wanted !== 'either' || absence !== true || READER_THERE.includes(code)) return false;
  const unseen: readonly FindingCode[] =
    path === 'key' ? ['card-none', 'reader-none'] : ['key-none'];
  return findings.some((finding) => unseen.includes(finding.code));
}

/** The findings behind one, back to those that nothing found explains; notes may be among them. */
function rootsOf(fault: Finding, findings: readonly Finding[]): readonly Finding[] {
  const explainers = findings.filter(
    ({ code }) => code !== fault.code && reachedFrom(code).has(fault.code),
  );
  const roots = explainers.filter(
    ({ code }) => !explainers.some((other) => reachedFrom(other.code).has(code)),
  );
  return roots.length === 0 ? [fault] : roots;
}

/** All that a finding explains, at once or by way of others. */
function reachedFrom(code: FindingCode): ReadonlySet<string> {
  const reached = new Set<string>();
  const open: string[] = [...(FINDINGS[code].explains ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    const row = FINDING_CODES.find((known) => known === next);
    if (row !== undefined) open.push(...(FINDINGS[row].explains ?? []));
  }
  return reached;
}

/** Steps that leave a person without any way in are for those alone who have said that they have one. */
function permitted(steps: readonly StepId[], { hasOtherWay }: Circumstances): readonly StepId[] {
  const allowed = steps.filter((step) => {
    const { otherWay } = STEPS[step];
    return otherWay === 'needed' ? hasOtherWay === true : !(otherWay && hasOtherWay === false);
  });
  return allowed.length > 0 ? allowed : ['ask-local-administrator'];
}

/** How sure anybody can be of a cause at most, whatever it is. */
function leastSure({ code, facts }: Finding, findings: readonly Finding[]): Confidence {
  // Nobody has said which of several keys it is about.
  const isOfSeveral = findings.some((finding) => finding.code === 'several-keys');
  if (isOfSeveral && ['key-pin', 'key-model'].includes(FINDINGS[code].check)) return 'possible';
  return facts?.['reported'] === true ? 'likely' : 'certain';
}

function lessSure(one: Confidence, other: Confidence): Confidence {
  return CONFIDENCES.findLast((confidence) => confidence === one || confidence === other) ?? one;
}
