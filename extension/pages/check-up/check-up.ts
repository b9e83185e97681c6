import { FINDINGS } from '../../../shared/diagnosis/catalogue.ts';
import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { reportedFindings } from '../../../shared/diagnosis/report.ts';
import { STEPS } from '../../../shared/diagnosis/steps.ts';
import { judge } from '../../../shared/diagnosis/verdict.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { type CheckUpRun, CheckUpView } from '../../../shared/messages/check-up-view.ts';
import { askedHost } from '../../../shared/portals/asked-portals.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { ownName } from '../../platform/own-name.ts';
import { checkUpBegin } from '../../ui/check-up-begin.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { BridgeTrials } from './bridge-trials.ts';
import { type BrowserSeen, lookAtBrowser } from './browser-probes.ts';
import { type ByPerson, foundByPerson, withFound } from './by-person.ts';
import { CheckUpScreen, type Choices } from './check-up-screen.ts';
import { joinFindings } from './join-findings.ts';
import type { TrialDevice } from './key-trial.ts';

/** A check-up that the person has started here. */
interface Started {
  readonly id: string;
  readonly choices: Choices;
  browser: BrowserSeen | null;
  run: CheckUpRun | null;
}

/** One that has ended, with what the person has helped to find. */
interface Ended {
  readonly choices: Choices;
  readonly browser: BrowserSeen;
  readonly run: CheckUpRun;
  readonly byPerson: ByPerson;
}

/** What it begins with, from behind the page's address: `#error=touch-timeout&portal=entra`. */
const begin = checkUpBegin(location.hash);
const { error: reported, shown, wanted: wantedAtOnce, portal } = begin;

let started: Started | null = null;
/** One of which the verdict stands there, and whose bridge may still answer. */
let unheard: Ended | null = null;
/** The run that was last told of. */
let told: CheckUpRun | null = null;
let version = '';

/** Nobody knows what an organisation's own portal asks a key for: no key could be found to lack it. */
const isPortalKnown = portal !== 'other';

const trials = new BridgeTrials(portal);

const screen = new CheckUpScreen(document.body, {
  language: chooseLanguage({ system: navigator.languages }),
  start: (choices) => void start(choices),
  cancel: () => {
    if (started !== null) void send({ kind: 'check-up.cancel', id: started.id });
    started = null;
    unheard = null;
    screen.showStart();
  },
});

watchView('check-up', CheckUpView, {
  onView: (view) => {
    version = view.version;
    told = view.run;
    screen.speak(view.language);
    trials.onTrial(view.trial);
    if (started === null) {
      hearLate(view.run);
      return;
    }
    if (view.run?.id === started.id) started.run = view.run;
    else if (started.run === null) return;
    else if (view.run === null) {
      // The worker that it ran in has died, and the next one knows nothing of it.
      started.run = failed(started.id, 'internal');
    } else {
      // Another page's run has taken its place: nothing more will be told of this one.
      started = null;
      screen.showStart('keyCare.stoppedElsewhere');
      return;
    }
    tell(started);
  },
  onLost: () => {
    trials.onLost();
    screen.showLost();
  },
});

async function start(choices: Choices): Promise<void> {
  const mine: Started = { id: crypto.randomUUID(), choices, browser: null, run: null };
  started = mine;
  unheard = null;
  screen.showRunning(choices.wanted, []);
  const name = ownName();
  const wish = {
    wanted: choices.wanted,
    ...(portal === undefined ? {} : { portal }),
    ...(name === null ? {} : { browser: name }),
  };
  const [browser, refused] = await Promise.all([
    lookAtBrowser(askedHost(choices.wanted, portal)),
    send({ kind: 'check-up.run', id: mine.id, wish }),
  ]);
  mine.browser = browser;
  if (refused !== null) mine.run = failed(mine.id, refused);
  tell(mine);
}

function failed(id: string, failure: ErrorCode): CheckUpRun {
  return { id, progress: [], browser: [], result: null, failure };
}

function tell(mine: Started): void {
  if (mine !== started) return;
  const { browser, choices, run } = mine;
  const isOver =
    run !== null && run.browser !== null && (run.result !== null || run.failure !== null);
  if (browser === null || !isOver) {
    screen.showRunning(choices.wanted, run?.progress ?? []);
    return;
  }
  started = null;
  conclude({ choices, browser, run, byPerson: {} });
}

/** A bridge that had not answered in time has, or has failed: that stands in the place of silence. */
function hearLate(run: CheckUpRun | null): void {
  if (unheard === null || run?.id !== unheard.run.id) return;
  if (run.result === null && run.failure === unheard.run.failure) return;
  conclude({ ...unheard, run });
}

/** The verdict on all that is known by now. */
function conclude(ended: Ended): void {
  const { choices, browser, byPerson } = ended;
  // What came while the person was busy here was not shown.
  const run = told?.id === ended.run.id ? told : ended.run;
  const mine: Ended = { ...ended, run };
  unheard = run.result === null ? mine : null;
  const { wanted } = choices;
  // Of the sign-in that failed it may be known what it was with, where the person has not said.
  const used = wanted === 'either' ? (wantedAtOnce ?? wanted) : wanted;
  const seen = joinFindings({ ...begin, wanted: used }, browser, run);
  const findings = [...seen, ...foundByPerson(byPerson)];
  const verdict = judge(findings, { ...choices, portal });
  const checks = run.result?.checks ?? [];
  void send({
    kind: 'check-up.verdict',
    checkedUp: {
      ...choices,
      ...(reported && { error: reported }),
      ...(shown && { shown }),
      ...(portal && { portal }),
      findings: [...reportedFindings(findings)],
    },
  });
  const parts = { version, wanted, findings, checks, verdict };
  screen.showVerdict(parts, {
    devices: triable(findings, wanted),
    canLook: seen.some(({ code }) => code === 'key-seen') && isPortalKnown,
    throughBridge: (device, task) => {
      unheard = null;
      return trials.begin(device, task);
    },
    onKeyChanged: () => void start(choices),
    stop: trials.stop,
    onOtherWay:
      choices.hasOtherWay === null && needsOtherWay(findings, choices)
        ? (hasOtherWay) => conclude({ ...mine, choices: { ...choices, hasOtherWay } })
        : null,
    onFindings: (found, way) => conclude({ ...mine, byPerson: withFound(byPerson, way, found) }),
  });
}

/** Whether there are steps for those alone who have another way to sign in. */
function needsOtherWay(findings: readonly Finding[], choices: Choices): boolean {
  const all = judge(findings, { ...choices, portal, hasOtherWay: true }).steps;
  return all.some((step) => STEPS[step].otherWay === 'needed');
}

/** What is there to be tried for real. Where the bridge is not, the browser can still try a key. */
function triable(findings: readonly Finding[], wanted: Choices['wanted']): readonly TrialDevice[] {
  const has = (...codes: readonly Finding['code'][]) =>
    findings.some(({ code }) => codes.includes(code));
  const isBridgeGone = findings.some(({ code }) => FINDINGS[code].check === 'program');
  const isKey = has('key-seen') || (isBridgeGone && wanted !== 'card');
  return [...(isKey ? (['key'] as const) : []), ...(has('card-seen') ? (['card'] as const) : [])];
}

// The person has pressed "find out why" already, and it is known what it is about.
if (wantedAtOnce !== undefined) void start({ wanted: wantedAtOnce, hasOtherWay: null });
