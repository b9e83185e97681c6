import { launch } from '../kit/launch.ts';
import type { AuthenticationOutcome, RegistrationOutcome } from '../portal/relying-party.ts';
import type { PracticePortal } from '../portal/server.ts';
import { issueCard } from './card/practice-card.ts';
import type { PracticeOptions } from './options.ts';
import { PictureBook } from './picture-book.ts';
import { PRACTICE_PIN, Stage } from './stage.ts';
import type { StepVerdict } from './walks/walk.ts';
import { WALKS } from './walks/walks.ts';

/** A desktop's window, where Wardkey's help stands beside the page's form. */
const SCREEN = { width: 1280, height: 760 };

/** What the relying party says of the whole run; nothing of it is ours. */
interface Verdict {
  readonly registered: boolean;
  readonly signedIn: boolean;
  readonly registration: RegistrationOutcome | null;
  readonly authentication: AuthenticationOutcome | null;
  /** Why the relying party did not take an answer that it should have taken. */
  readonly refusals: readonly string[];
  readonly steps: readonly StepVerdict[];
}

/**
 * Runs the whole practice by itself.
 * @param stop ends it early, in order
 * @returns whether the relying party has all that each walk was for
 */
export async function practiseAlone(options: PracticeOptions, stop: AbortSignal): Promise<boolean> {
  const started = performance.now();
  // With --json, standard output is for the one line that a program reads.
  const say = options.json ? console.error : console.log;
  let line = 0;
  const pictures = await PictureBook.open(options.pictures);

  say('Starting Chromium with Wardkey, a virtual key and the practice portal');
  await using wardkey = await launch({ key: { pin: PRACTICE_PIN } });
  stop.addEventListener('abort', () => wardkey.close());
  wardkey.key.presence.mode = 'wait';
  const card = await issueCard(wardkey.portal);

  const steps: StepVerdict[] = [];
  let problem: string | undefined;
  try {
    stop.throwIfAborted();
    const page = await wardkey.browser.newPage();
    await page.setViewport(SCREEN);
    const stage = new Stage({ wardkey, page, card }, pictures, (text) => {
      line += 1;
      say(`${String(line).padStart(2)}. ${text}`);
    });
    for (const { step, title, walk } of WALKS) {
      say(`\n${title}`);
      const verdict = { step, ...(await walk(stage)) };
      steps.push(verdict);
      say(`    ${verdict.verified ? 'verified' : 'NOT verified'}`);
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
    console.error(`The practice stopped: ${problem}`);
  } finally {
    await card.close();
  }

  const verdict = verdictOf(wardkey.portal, steps);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  say(`\nPictures of ${pictures.files.length} screens: ${pictures.folder}`);
  if (options.json) {
    const more = { pictures: pictures.files, seconds, ...(problem !== undefined && { problem }) };
    console.log(JSON.stringify({ ...verdict, ...more }));
  } else {
    const good = steps.filter(({ verified }) => verified).length;
    say(`The portal has verified ${good} of ${WALKS.length} walks. ${seconds} s.`);
  }
  return problem === undefined && steps.every(({ verified }) => verified);
}

function verdictOf(portal: PracticePortal, steps: readonly StepVerdict[]): Verdict {
  const { registrations, authentications, refusals } = portal.verified;
  const registration = registrations.at(-1) ?? null;
  const authentication = authentications.at(-1) ?? null;
  return {
    registered: registration?.verified === true,
    signedIn: authentication?.verified === true,
    registration,
    authentication,
    refusals: [...refusals, ...portal.state.careIdentity.refusals],
    steps,
  };
}
