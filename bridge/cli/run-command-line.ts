import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { chooseLanguage } from '../../shared/words/language.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Machine } from '../diagnosis/machine.ts';
import { type UserPlaces, userPlaces } from '../install/user-places.ts';
import type { CardWatch } from '../smartcard/card-watch.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import { readInput } from './command-input.ts';
import type { MachineSystem } from './context.ts';
import { errorJson, errorLines } from './error-lines.ts';
import { exitCodeFor, INTERRUPTED, SUCCESS, TERMINATED } from './exit-codes.ts';
import { commandsMeant, findCommand } from './find-command.ts';
import { commandHelp, overview, usageLines } from './help-lines.ts';
import { TERMINAL } from './terminal.ts';

export interface CommandLineParts {
  readonly settings: Settings;
  /** Why what the administrator has set could not be used. */
  readonly trouble?: WardkeyError;
  readonly system: MachineSystem;
  keys(): AttachedKeys | Promise<AttachedKeys>;
  cards(): CardWatch | Promise<CardWatch>;
  middleware(): ModulePlace | null;
  machine(keys: AttachedKeys, places: UserPlaces): Machine | Promise<Machine>;
}

const HELP: readonly (string | undefined)[] = ['--help', '-h'];
/** What ends the program from outside, and what it then ends with. */
const SIGNALS = [
  ['SIGINT', INTERRUPTED],
  ['SIGTERM', TERMINATED],
] as const;

/**
 * Does what the arguments ask for and tells of any error in plain words, or as JSON.
 * @returns the exit code
 */
export async function runCommandLine(
  args: readonly string[],
  { settings, trouble, keys, cards, middleware, machine, system: administered }: CommandLineParts,
): Promise<number> {
  const { env } = process;
  const { LC_ALL = '', LC_MESSAGES = '', LANG = '' } = env;
  // The first that is set names the language of messages (POSIX.1-2024 §8.2).
  const system = [LC_ALL, LC_MESSAGES, LANG].filter((wish) => wish !== '').slice(0, 1);
  const language = chooseLanguage({ policy: settings.language, system });
  const stop = new AbortController();
  let stopped: number = INTERRUPTED;
  const interrupt = () => stop.abort(new WardkeyError('ceremony-cancelled'));
  const listeners = SIGNALS.map(([signal, exitCode]) => {
    const listener = () => {
      stopped = exitCode;
      interrupt();
    };
    // A second one ends the program at once, as without us.
    process.once(signal, listener);
    return () => void process.removeListener(signal, listener);
  });
  const asJson = args.includes('--json');
  const tell = (error: WardkeyError) => {
    for (const line of errorLines(error, language)) TERMINAL.trouble(line);
  };
  if (trouble !== undefined) tell(trouble);
  try {
    if (args.length === 0 || HELP.includes(args[0])) {
      for (const line of overview(language, TERMINAL)) TERMINAL.line(line);
      return SUCCESS;
    }
    const isHelp = args.some((word) => HELP.includes(word));
    const meant = isHelp ? commandsMeant(args) : [];
    if (meant.length > 0) {
      for (const line of overview(language, TERMINAL, meant)) TERMINAL.line(line);
      return SUCCESS;
    }
    const { definition, rest } = findCommand(args);
    if (isHelp) {
      for (const line of commandHelp(definition, language, TERMINAL)) TERMINAL.line(line);
      return SUCCESS;
    }
    const input = readInput(rest, definition);
    const run = await definition.load();
    const { signal } = stop;
    const places = userPlaces(env);
    return await run({
      terminal: TERMINAL,
      language,
      places,
      system: administered,
      input,
      cardTrustStore: settings.cardTrustStore,
      keys,
      cards,
      middleware,
      machine,
      signal,
      interrupt,
    });
  } catch (thrown) {
    TERMINAL.status(null);
    if (stop.signal.aborted) return stopped;
    const error = toWardkeyError(thrown);
    if (asJson) TERMINAL.line(JSON.stringify(errorJson(error, language)));
    else if (error.code !== trouble?.code) tell(error);
    if (error.code === 'usage' && !asJson) {
      for (const line of usageLines(args, language, TERMINAL)) TERMINAL.notice(line);
    }
    return exitCodeFor(error.code);
  } finally {
    for (const stopListening of listeners) stopListening();
  }
}
