import type { Journey, Step } from './journey.ts';

/** Where a person is in a journey. Plain data: it is kept by the browser while a worker sleeps. */
export interface Place {
  readonly journey: string;
  /** The step, from 1; one more than there are steps when all is done. */
  readonly step: number;
  /** The page that was seen last; `null` while unknown. */
  readonly page: string | null;
}

/** What is attached that a step may wait for. */
export interface Attached {
  readonly key: boolean;
  readonly card: boolean;
}

/** Pages that no browser shows: what is done there, the person tells. */
const UNSEEN: readonly string[] = [
  'none',
  'any-sign-in',
  'phone-authenticator',
  'phone-store',
  'windows-settings-security-key',
];

/** Whether a step has a page that a browser shows. */
export function isSeen({ pages }: Step): boolean {
  return pages.some((page) => !UNSEEN.includes(page));
}

/** Begins a journey at the first of its steps that is done on the page in sight, else at its first. */
export function startAt(journey: Journey, page: string | null): Place {
  const here = journey.steps.findIndex((step) => isDoneOn(step, page));
  return { journey: journey.id, step: here < 0 ? 1 : here + 1, page };
}

/** Whether a person has come to the end. */
export function isOver(journey: Journey, { step }: Place): boolean {
  const last = journey.steps[step - 1];
  return last === undefined || last.end === true;
}

/** The step that a place is at; `undefined` when all is done. */
export function stepAt(journey: Journey, { step }: Place): Step | undefined {
  return journey.steps[step - 1];
}

/** Whether a step is done on a page. */
export function isDoneOn(step: Step, page: string | null): boolean {
  return page !== null && !UNSEEN.includes(page) && step.pages.includes(page);
}

/**
 * The place once a page shows. It goes on when the page belongs to a later step, and back when it
 * belongs to an earlier one. The same page once more moves nothing: the person may have gone on by
 * hand.
 */
export function onPage(journey: Journey, place: Place, page: string | null): Place {
  // Between two pages there is none, and what the catalogue does not have tells nothing.
  if (page === null || page === place.page) return place;
  const seen = { ...place, page };
  if (place.step > journey.steps.length) return seen;
  const steps = journey.steps.flatMap((step, at) => (isDoneOn(step, page) ? [at + 1] : []));
  if (steps.length === 0 || steps.includes(place.step)) return seen;
  const later = steps.find((step) => step > place.step);
  const earlier = steps.findLast((step) => step < place.step);
  if (later === undefined) return { ...seen, step: earlier ?? place.step };
  // A list that stands at both ends of a journey (the dialog was closed, or all was done): it is
  // the end only where nothing in between is left to do on a page.
  const isLeap = earlier !== undefined && !mayLeap(journey, place.step, later);
  return { ...seen, step: isLeap ? earlier : later };
}

/** The place once devices came or went: a step that only waited for one is done. */
export function onAttached(journey: Journey, place: Place, attached: Attached): Place {
  const until = stepAt(journey, place)?.until;
  return until !== undefined && attached[until] ? goOn(journey, place) : place;
}

/** The person says that the step is done. Steps that not everybody has are left out. */
export function goOn(journey: Journey, place: Place): Place {
  let step = Math.min(place.step, journey.steps.length) + 1;
  while (isLeftOut(journey.steps[step - 1], place.page)) step += 1;
  return { ...place, step };
}

/** The person goes back by one step. */
export function goBack(place: Place): Place {
  return { ...place, step: Math.max(1, place.step - 1) };
}

/** The person has done the steps in between before. */
export function skip(journey: Journey, place: Place): Place {
  return { ...place, step: stepAt(journey, place)?.skipTo ?? place.step };
}

function isLeftOut(step: Step | undefined, page: string | null): boolean {
  return step?.optional === true && !isDoneOn(step, page);
}

function mayLeap(journey: Journey, from: number, to: number): boolean {
  return journey.steps.slice(from, to - 1).every((step) => step.optional === true || !isSeen(step));
}
