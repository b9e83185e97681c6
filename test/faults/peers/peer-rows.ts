import { type Answer, ask } from './ask.ts';
import { PEER_FAULTS } from './faults.ts';
import { wordCount, wordsUntilNamed } from './names-cause.ts';
import { PROGRAMS, type Program } from './programs.ts';
import type { Stage } from './stage.ts';
import { programsOf, refuseLooseWords, WELL } from './well.ts';

/** Of each program, with each fault. */
export const RUNS = 3;

/** What a program said. */
export interface Seen {
  /** Words to the end of the line that names the cause; `null` where none does. */
  readonly until: number | null;
  readonly words: number;
  /** The middle one of the runs, in milliseconds; `null` where one had to be ended. */
  readonly ms: number | null;
  /** What stands first. */
  readonly firstLine: string;
}

/** What was said of one fault, or where nothing is broken. */
export interface PeerRows {
  readonly name: string;
  readonly isFault: boolean;
  /** `null` for a program that cannot see the device. */
  readonly rows: readonly { readonly typed: string; readonly seen: Seen | null }[];
}

interface Question {
  readonly programs: readonly Program[];
  /** Of the fault that is there. */
  readonly words: readonly (readonly string[])[];
  /** Hears each program's last answer. */
  readonly hear?: (typed: string, said: string) => void;
}

/**
 * Asks every program where nothing is broken, and then about every fault, each made for real.
 * @param home an empty folder that all programs get as theirs
 * @throws RangeError where a fault's words are said though nothing is broken
 */
export async function askPeers(
  home: string,
  say: (text: string) => void,
): Promise<readonly PeerRows[]> {
  const parts: PeerRows[] = [];
  for (const well of WELL) {
    say(well.name);
    const rows = await rowsOn(await well.stage(), home, {
      programs: programsOf(well),
      words: [],
      hear: (typed, said) => refuseLooseWords(well, typed, said),
    });
    parts.push({ name: well.name, isFault: false, rows });
  }
  for (const { name, kind, words, stage } of PEER_FAULTS) {
    say(name);
    const rows = await rowsOn(await stage(), home, { programs: PROGRAMS[kind], words });
    parts.push({ name, isFault: true, rows });
  }
  return parts;
}

/** Asks there, and strikes the stage. */
async function rowsOn(
  stage: Stage,
  home: string,
  { programs, words, hear }: Question,
): Promise<PeerRows['rows']> {
  try {
    const rows: { readonly typed: string; readonly seen: Seen | null }[] = [];
    for (const { typed, command } of programs) {
      if (command === null) {
        rows.push({ typed, seen: null });
        continue;
      }
      const answers: Answer[] = [];
      while (answers.length < RUNS && answers.at(-1)?.ms !== null) {
        answers.push(await ask(command, stage, home));
      }
      const said = answers.at(-1)?.said ?? '';
      hear?.(typed, said);
      rows.push({
        typed,
        seen: {
          until: wordsUntilNamed(said, words),
          words: wordCount(said),
          ms: middle(answers.map(({ ms }) => ms)),
          firstLine: firstLine(said),
        },
      });
    }
    return rows;
  } finally {
    await stage.strike();
  }
}

function middle(times: readonly (number | null)[]): number | null {
  const known = times.filter((ms) => ms !== null).toSorted((a, b) => a - b);
  return known.length < times.length ? null : (known[Math.floor(known.length / 2)] ?? null);
}

function firstLine(said: string): string {
  const first = said.split('\n').find((text) => text.trim() !== '') ?? '(nothing)';
  return first.trim();
}
