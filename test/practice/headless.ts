import { launch } from '../kit/launch.ts';
import type { PracticeOptions } from './options.ts';
import { PictureBook } from './picture-book.ts';
import { PRACTICE_PIN, WalkThrough } from './walk-through.ts';

/**
 * Runs the whole practice by itself.
 * @param stop ends it early, in order
 * @returns whether the relying party verified both the registration and the sign-in
 */
export async function practiseAlone(options: PracticeOptions, stop: AbortSignal): Promise<boolean> {
  const started = performance.now();
  // With --json, standard output is for the one line that a program reads.
  const say = options.json ? console.error : console.log;
  let step = 0;
  const pictures = await PictureBook.open(options.pictures);

  say('Starting Chromium with Wardkey, a virtual key and the practice portal');
  await using wardkey = await launch({ key: { pin: PRACTICE_PIN } });
  stop.addEventListener('abort', () => wardkey.close());
  wardkey.key.presence.mode = 'wait';
  const walk = new WalkThrough(wardkey, pictures, (text) => {
    step += 1;
    say(`${String(step).padStart(2)}. ${text}`);
  });

  let problem: string | undefined;
  try {
    stop.throwIfAborted();
    const page = await wardkey.browser.newPage();
    await walk.register(page);
    await walk.signIn(page);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
    console.error(`The practice stopped: ${problem}`);
  }

  const verdict = walk.verdict();
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  say(`Pictures of ${pictures.files.length} screens: ${pictures.folder}`);
  if (options.json) {
    const more = { pictures: pictures.files, seconds, ...(problem !== undefined && { problem }) };
    console.log(JSON.stringify({ ...verdict, ...more }));
  } else {
    say(`Registered: ${verdict.registered}. Signed in: ${verdict.signedIn}. ${seconds} s.`);
  }
  return verdict.registered && verdict.signedIn && problem === undefined;
}
