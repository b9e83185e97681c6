import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { chooseLanguage } from '../../shared/words/language.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { userPlaces } from '../install/user-places.ts';
import { commandFor } from './commands.ts';
import { exitCodeFor, INTERRUPTED, SUCCESS } from './exit-codes.ts';
import { explanationLines } from './explain-error.ts';
import { TERMINAL } from './terminal.ts';

export interface CommandLineParts {
  readonly settings: Settings;
  /** Why what the administrator has set could not be used. */
  readonly trouble?: WardkeyError;
  keys(): AttachedKeys;
}

/**
 * Does what the arguments ask for and tells of any error in plain words.
 * @returns the exit code
 */
export async function runCommandLine(
  args: readonly string[],
  { settings, trouble, keys }: CommandLineParts,
): Promise<number> {
  const { env } = process;
  const { LC_ALL = '', LC_MESSAGES = '', LANG = '' } = env;
  // The first that is set names the language of messages (POSIX.1-2024 §8.2).
  const system = [LC_ALL, LC_MESSAGES, LANG].filter((wish) => wish !== '').slice(0, 1);
  const language = chooseLanguage({ policy: settings.language, system });
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new WardkeyError('ceremony-cancelled')));
  const context = {
    terminal: TERMINAL,
    language,
    places: userPlaces(env),
    keys,
    signal: interrupted.signal,
  };
  const tell = (error: WardkeyError) => {
    for (const line of explanationLines(language, error)) {
      TERMINAL.trouble(line);
    }
  };
  if (trouble !== undefined) {
    tell(trouble);
  }
  try {
    const { run, rest } = commandFor(args);
    await run(rest, context);
    return SUCCESS;
  } catch (thrown) {
    if (interrupted.signal.aborted) {
      return INTERRUPTED;
    }
    const error = toWardkeyError(thrown);
    tell(error);
    return exitCodeFor(error.code);
  }
}
