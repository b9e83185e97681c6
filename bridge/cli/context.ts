import type { Language } from '../../shared/settings/settings.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { UserPlaces } from '../install/user-places.ts';
import type { Terminal } from './terminal.ts';

/** What a command may use. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly language: Language;
  readonly places: UserPlaces;
  /** Puts the bridge together; nothing is watched yet. */
  keys(): AttachedKeys;
  /** Aborted when the person ends the program. */
  readonly signal: AbortSignal;
}

/** One command: takes the arguments behind its name. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<void>;
