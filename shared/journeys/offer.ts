import { JOURNEYS } from './catalogue.ts';
import { type Attached, isDoneOn } from './engine.ts';
import type { Journey } from './journey.ts';

/** How many journeys a page offers at most: more than these are a list to read, not a choice. */
const MOST = 3;

/** Pages where nobody needs a guide before they ask for one. */
const QUIET: readonly string[] = [
  'portal-signed-in',
  'portal-acceptable-use',
  'portal-profile',
  'portal-self-service',
  'portal-admin-user',
  'my-identity-portal',
  'cis2-role',
  'owa',
  'support-article',
  'cim',
  'cim-unlock',
];

/**
 * The journeys that fit a page, the likeliest first: those that go with what is plugged in, then
 * those that the page is made for, then the order of the catalogue.
 */
export function journeysFor(page: string, attached: Attached): readonly Journey[] {
  const fitting = JOURNEYS.filter((journey) => fit(journey, page) > 0);
  const worth = (journey: Journey): number => fit(journey, page) + suits(journey, attached);
  const offered = fitting.sort((a, b) => worth(b) - worth(a)).slice(0, MOST);
  // Few of those who come to such a page have lost something: that is there, and not the first.
  return offered.sort((a, b) => Number(isAboutLoss(a)) - Number(isAboutLoss(b)));
}

function isAboutLoss({ kind, group }: Journey): boolean {
  return kind === 'security' && (group === 'fido2' || group === 'smartcard');
}

/** Whether the guide shows itself on a page without being asked. */
export function isOffered(page: string | null): page is string {
  if (page === null || QUIET.includes(page)) return false;
  return JOURNEYS.some((journey) => fit(journey, page) > 0);
}

function fit(journey: Journey, page: string): number {
  if (journey.offeredOn?.includes(page)) return 2;
  const steps = journey.steps.filter((step) => isDoneOn(step, page));
  if (steps.length === 0) return 0;
  // The first page of a step is the one that it is about; the others lead there.
  return steps.some(({ pages }) => pages[0] === page) ? 2 : 1;
}

function suits({ group, steps }: Journey, attached: Attached): number {
  const isSignIn = group === 'sign-in' || group === 'smartcard';
  return isSignIn && steps.some(({ live }) => live !== undefined && attached[live]) ? 2 : 0;
}
