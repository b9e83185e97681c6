import type { PolicyReport } from '../../shared/settings/policy-report.ts';
import type { Language } from '../../shared/settings/settings.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { Machine } from '../diagnosis/machine.ts';
import type { SystemPlaces } from '../install/system-places.ts';
import type { UserPlaces } from '../install/user-places.ts';
import type { CardWatch } from '../smartcard/card-watch.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import type { CommandInput } from './command-input.ts';
import type { Terminal } from './terminal.ts';

/** The machine, as its administrator looks after it. */
export interface MachineSystem {
  readonly places: SystemPlaces;
  /** Looks through the bridge's policy. @throws WardkeyError when it cannot be read or trusted */
  checkPolicy(): PolicyReport;
  /** All that is wrong with a policy, by its text. */
  policyProblems(text: string): PolicyReport['problems'];
}

/** What a command may use. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly language: Language;
  readonly places: UserPlaces;
  readonly system: MachineSystem;
  readonly input: CommandInput;
  /** Where the administrator keeps the issuers of cards that are trusted. */
  readonly cardTrustStore: string | undefined;
  /** The middleware's module for cards that are no PIV cards, where one is installed. */
  middleware(): ModulePlace | null;
  /** Puts the bridge together; nothing is watched yet. */
  keys(): AttachedKeys | Promise<AttachedKeys>;
  /** What looks into the readers for cards; nothing is watched yet. */
  cards(): CardWatch | Promise<CardWatch>;
  /** The machine as a check-up looks at it, with the keys that are watched. */
  machine(keys: AttachedKeys, places: UserPlaces): Machine | Promise<Machine>;
  /** Aborted when the person ends the program. */
  readonly signal: AbortSignal;
  /** Ends the program as Ctrl-C does: a terminal that echoes nothing sends no signal of its own. */
  interrupt(): void;
}

/** One command. @returns what the program ends with */
export type Command = (context: CommandContext) => Promise<number>;
