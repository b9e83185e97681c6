import { type GuideSpot, guideCode } from '../../../shared/diagnosis/guide-code.ts';
import { STEPS } from '../../../shared/diagnosis/steps.ts';
import { supportCode } from '../../../shared/diagnosis/support-code.ts';
import type { Verdict } from '../../../shared/diagnosis/verdict.ts';
import { hinders } from '../../../shared/errors/hinders.ts';
import { journeyOf } from '../../../shared/journeys/catalogue.ts';
import { type ContactId, contactsOf } from '../../../shared/journeys/contacts.ts';
import { isDoneOn, isOver, isSeen, type Place, stepAt } from '../../../shared/journeys/engine.ts';
import type { Journey, Step } from '../../../shared/journeys/journey.ts';
import {
  attachedIn,
  type DeviceNews,
  isBeyondBrowser,
  liveState,
} from '../../../shared/journeys/live-state.ts';
import { journeysFor } from '../../../shared/journeys/offer.ts';
import type { BannerView } from '../../../shared/messages/banner-view.ts';
import { type Trouble, verdictOn } from '../../../shared/messages/trouble.ts';
import type { Language, Settings } from '../../../shared/settings/settings.ts';
import { sayInGuide } from '../../../shared/words/guide-words.ts';
import { sayOfJourney } from '../../../shared/words/journey-words.ts';
import { buttons } from './banner-buttons.ts';
import { withTrouble } from './banner-trouble.ts';
import type { TabGuide } from './guide-store.ts';

/** All that the guide's view of one tab follows from. */
export interface BannerFacts extends DeviceNews {
  readonly language: Language;
  readonly guide: TabGuide;
  readonly contacts: Settings['contacts'];
  /** Wardkey's own, such as `1.4.2`. */
  readonly version: string;
  /** Whether a sign-in through Wardkey may be chosen on this page; how far one is that was. */
  readonly signIn: 'none' | 'offered' | 'waiting' | 'running';
  /** The last sign-in on this tab, where that went wrong. */
  readonly trouble: Trouble | null;
}

/** What the guide shows of a tab; `null` where there is nothing to say. */
export function bannerView(facts: BannerFacts): BannerView | null {
  const view = viewOf(facts);
  return view === null || facts.trouble === null ? view : withTrouble(view, facts.trouble);
}

function viewOf(facts: BannerFacts): BannerView | null {
  const { place, page } = facts.guide;
  const journey = place === null ? undefined : journeyOf(place.journey);
  if (place !== null && journey !== undefined) {
    if (journey.steps.length === 0) return answerView(facts, journey);
    return isOver(journey, place) ? overView(facts, journey) : stepView(facts, journey, place);
  }
  return page === null ? null : offerView(facts, page);
}

function offerView(facts: BannerFacts, page: string): BannerView {
  const { language, list } = facts;
  const journeys = journeysFor(page, attachedIn(list));
  return {
    ...common(facts, `offer ${page}`, NOWHERE),
    heading: sayInGuide(language, 'guide.offerHeading'),
    text: sayInGuide(language, 'guide.offerText'),
    signInHint: signInHint(facts, page, false),
    choices: journeys.map(({ id }) => ({ journey: id, text: sayOfJourney(language, id, 'title') })),
    buttons: buttons(language, [['panel', 'guide.somethingElse'], ['contacts']]),
  };
}

/** A journey without steps: what to take care of, the first answer, and where one may go on. */
function answerView(facts: BannerFacts, journey: Journey): BannerView {
  const { language } = facts;
  const { id, warnings, questions, options = [], next } = journey;
  const goTo = [...options.map((option) => option.goTo), ...(next === undefined ? [] : [next])];
  return {
    ...common(facts, `answer ${id}`, { journey: id, step: 0 }, helpersOf(journey)),
    heading: sayOfJourney(language, id, 'title'),
    text: sayOfJourney(language, id, questions.length > 0 ? 'answer1' : 'done'),
    warnings: warnings.map((_, at) => sayOfJourney(language, id, `warning${at + 1}`)),
    choices: [...new Set(goTo)].map((other) => ({
      journey: other,
      text: sayOfJourney(language, other, 'title'),
    })),
    buttons: buttons(language, [
      ['panel', 'guide.readAll', goTo.length === 0],
      ['contacts'],
      ['again'],
      ['finish'],
    ]),
  };
}

function overView(facts: BannerFacts, journey: Journey): BannerView {
  const { language } = facts;
  const { id, next } = journey;
  const title = sayOfJourney(language, id, 'title');
  return {
    ...common(
      facts,
      `over ${id}`,
      { journey: id, step: journey.steps.length },
      helpersOf(
        journey,
        journey.steps.findLast(({ helper }) => helper),
      ),
    ),
    heading: sayInGuide(language, 'guide.doneHeading', { title }),
    text: sayOfJourney(language, id, 'done'),
    choices:
      next === undefined ? [] : [{ journey: next, text: sayOfJourney(language, next, 'title') }],
    buttons: buttons(language, [
      ['finish', 'guide.finish', next === undefined],
      ['back'],
      ['contacts'],
    ]),
  };
}

function stepView(facts: BannerFacts, journey: Journey, place: Place): BannerView {
  const { language, guide, signIn, list } = facts;
  const { id, steps, warnings } = journey;
  const step = stepAt(journey, place);
  const isHere = step !== undefined && isDoneOn(step, guide.page);
  const offersSignIn =
    step?.live === 'key' && signIn === 'offered' && facts.bridge.state !== 'failed';
  return {
    ...common(
      facts,
      `step ${id} ${place.step}`,
      { journey: id, step: place.step },
      helpersOf(journey, step),
    ),
    heading: sayOfJourney(language, id, 'title'),
    position: sayInGuide(language, 'guide.position', { step: place.step, steps: steps.length }),
    text: [sayOfJourney(language, id, `step${place.step}`), whereTo(language, step, guide.page)]
      .filter((part) => part !== '')
      .join(' '),
    warnings: warnings.flatMap(({ before }, at) =>
      before === place.step ? [sayOfJourney(language, id, `warning${at + 1}`)] : [],
    ),
    open: isHere ? null : wayTo(language, step),
    live: step?.live === undefined ? null : liveState(language, step.live, facts),
    signInHint: signInHint(facts, guide.page, offersSignIn),
    buttons: buttons(
      language,
      [
        ...(place.step > 1 ? [['back'] as const] : []),
        ['next', 'guide.next', !(offersSignIn && isBeyondBrowser(list))],
        ...(offersSignIn ? [['sign-in', 'guide.signIn', isBeyondBrowser(list)] as const] : []),
        ...(step?.skipTo === undefined ? [] : [['skip'] as const]),
        ['panel', 'guide.allSteps'],
        ['contacts'],
        ['finish'],
      ],
      { step: step?.skipTo ?? 0 },
    ),
    point: isHere ? pointOf(step) : null,
  };
}

function pointOf({ point }: Step): BannerView['point'] {
  if (point === undefined) return null;
  return { texts: [...point.texts], selectors: [...point.selectors] };
}

function wayTo(language: Language, step: Step | undefined): BannerView['open'] {
  const url = step?.url;
  if (url === undefined || !url.startsWith('https:')) return null;
  return { url, text: sayInGuide(language, 'help.open') };
}

function whereTo(language: Language, step: Step | undefined, page: string | null): string {
  if (step !== undefined && page !== null && isSeen(step) && !isDoneOn(step, page)) {
    return sayInGuide(language, 'guide.elsewhere');
  }
  if (step?.device === 'both') return sayInGuide(language, 'guide.onBoth');
  return step?.device === 'phone' ? sayInGuide(language, 'guide.onPhone') : '';
}

function signInHint(
  { language, signIn, list }: BannerFacts,
  page: string | null,
  offered: boolean,
): string {
  if (signIn === 'waiting') return sayInGuide(language, 'guide.signInWaiting');
  if (signIn === 'running') return sayInGuide(language, 'guide.signInRunning');
  if (!offered) return '';
  // A request that is open in the browser cannot be taken over: it has to end first.
  if (page === 'entra-fido') return sayInGuide(language, 'guide.signInCancelFirst');
  return sayInGuide(language, isBeyondBrowser(list) ? 'live.unreachable' : 'guide.signInHint');
}

/** Where no journey is on. */
const NOWHERE = { journey: null, step: 0 } as const;

function common(
  { language, contacts, version, bridge, list, guide, trouble: failed }: BannerFacts,
  place: string,
  spot: Pick<GuideSpot, 'journey' | 'step'>,
  helpers: readonly ContactId[] = COMMON_HELPERS,
): BannerView {
  const trouble =
    bridge.state === 'failed'
      ? bridge.code
      : (list?.problems.find((code) => hinders(wantedIn(guide), code)) ??
        list?.devices.find(({ problem }) => problem)?.problem);
  const told = failed && verdictOn(failed);
  return {
    language,
    place: `${language} ${place}`,
    heading: '',
    position: '',
    text: '',
    warnings: [],
    open: null,
    live: null,
    choices: [],
    buttons: [],
    signInHint: '',
    point: null,
    contacts: {
      heading: sayInGuide(language, 'guide.whoCanHelp'),
      people: contactLines(language, contacts, helpersWith(helpers, told)),
      code: sayInGuide(language, 'guide.code', {
        code:
          told?.cause == null
            ? guideCode(version, { ...spot, page: guide.page, error: trouble ?? null })
            : supportCode(version, told.cause.code, []),
      }),
    },
    labels: {
      region: sayInGuide(language, 'guide.region'),
      close: sayInGuide(language, 'guide.close'),
      move: sayInGuide(language, 'guide.move'),
      more: sayInGuide(language, 'guide.more'),
      less: sayInGuide(language, 'guide.less'),
      warning: sayInGuide(language, 'guide.warning'),
      backToStep: sayInGuide(language, 'guide.backToStep'),
    },
  };
}

/** What the journey of a tab needs: a card where its step waits for one or all of it is about cards. */
function wantedIn({ place }: TabGuide): 'key' | 'card' {
  const journey = place === null ? undefined : journeyOf(place.journey);
  if (place === null || journey === undefined) return 'key';
  return stepAt(journey, place)?.live ?? (journey.group === 'smartcard' ? 'card' : 'key');
}

/** Those who help with most things: the card on a page has room for few. */
const COMMON_HELPERS: readonly ContactId[] = [
  'local-administrator',
  'it-service-desk',
  'nhsmail-helpdesk',
];

/** Who helps with a step comes first; with smartcards, who hands them out. */
function helpersOf({ group }: Journey, step?: Step): readonly ContactId[] {
  const first = step?.helper ?? (group === 'smartcard' ? 'registration-authority' : undefined);
  return first === undefined ? COMMON_HELPERS : [...new Set([first, ...COMMON_HELPERS])];
}

/** Who helps with what went wrong comes before who helps with the step. */
function helpersWith(helpers: readonly ContactId[], told: Verdict | null): readonly ContactId[] {
  const steps = told?.steps.map((step) => STEPS[step].who) ?? [];
  const first = steps.find((who) => who !== 'you');
  return first === undefined ? helpers : [...new Set([first, ...helpers])];
}

function contactLines(
  language: Language,
  policy: Settings['contacts'],
  helpers: readonly ContactId[],
): BannerView['contacts']['people'] {
  const contacts = contactsOf(policy);
  return helpers
    .flatMap((helper) => contacts.find(({ id }) => id === helper) ?? [])
    .map(({ id, name, phone, email, url, hours }) => {
      const ways = [phone, email, url].filter((way) => way !== undefined);
      return {
        name: name ?? sayInGuide(language, `contacts.${id}`),
        lines: [
          sayInGuide(language, `helps.${id}`),
          ...(ways.length > 0 ? ways : [sayInGuide(language, 'guide.unknownPlace')]),
          ...(hours === undefined ? [] : [sayInGuide(language, 'guide.hours', { hours })]),
        ],
      };
    });
}
