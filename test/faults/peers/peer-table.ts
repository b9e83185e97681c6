import { type Answer, ask } from './ask.ts';
import { PEER_FAULTS, type PeerFault } from './faults.ts';
import { wordCount, wordsUntilNamed } from './names-cause.ts';
import { PROGRAMS } from './programs.ts';

const RUNS = 3;

/** How a program did with a fault. */
interface Row {
  readonly typed: string;
  /** Words to the end of the line that names the cause; `null` where none does. */
  readonly until: number | null;
  readonly words: number;
  /** The middle one of the runs, in milliseconds; `null` where one had to be ended. */
  readonly ms: number | null;
  /** What stands first. */
  readonly firstLine: string;
}

/** What the table was made on. */
export interface PeerCircumstances {
  /** Day of the run. */
  readonly date: string;
  readonly machine: string;
  /** Of each program, by its name. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Every fault, made for real, and what each program says of it, as a page of Markdown.
 * @param home an empty folder that all programs get as theirs
 */
export async function peerTable(
  { date, machine, versions }: PeerCircumstances,
  home: string,
  say: (text: string) => void,
): Promise<string> {
  const parts: string[] = [];
  const tally = new Map<string, { named: number; asked: number }>();
  for (const fault of PEER_FAULTS) {
    say(fault.name);
    const rows = await rowsOf(fault, home);
    for (const { typed, until } of rows) {
      const { named, asked } = tally.get(typed) ?? { named: 0, asked: 0 };
      tally.set(typed, { named: named + (until === null ? 0 : 1), asked: asked + 1 });
    }
    parts.push(...rows.map((row, index) => line(index === 0 ? fault.name : '', row)));
  }
  return [
    '# Who names the cause',
    '',
    `The same ${PEER_FAULTS.length} faults, each made with a real program or a key or card at the system’s own interface, and looked at by every program that somebody would start who wants to know why it does not work. A program names the cause where the words of the fault’s list are in what it prints: one list for each fault, the same for all programs, and it holds their own symbols too. The words that count as read are those to the end of the line that names it; the time is that of the whole process, the middle of ${RUNS} runs. “No end” is a program that was still waiting after 15 s. ykman looks for keys of its own maker alone on USB.`,
    '',
    `${date}, ${machine}. ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}. Made by \`node test/faults/peers/write-peer-table.ts\`.`,
    '',
    '| program | faults | names the cause of |',
    '|---|---|---|',
    ...[...tally].map(([typed, { named, asked }]) => `| \`${typed}\` | ${asked} | ${named} |`),
    '',
    '| the fault | program | names the cause, after how many words | words in all | time | its first line |',
    '|---|---|---|---|---|---|',
    ...parts,
    '',
  ].join('\n');
}

async function rowsOf(fault: PeerFault, home: string): Promise<readonly Row[]> {
  const stage = await fault.stage();
  try {
    const rows: Row[] = [];
    for (const program of PROGRAMS[fault.kind]) {
      const answers: Answer[] = [];
      while (answers.length < RUNS && answers.at(-1)?.ms !== null) {
        answers.push(await ask(program, stage, home));
      }
      const said = answers.at(-1)?.said ?? '';
      rows.push({
        typed: program.typed,
        until: wordsUntilNamed(said, fault.words),
        words: wordCount(said),
        ms: middle(answers.map(({ ms }) => ms)),
        firstLine: firstLine(said),
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
  return first.trim().replaceAll('|', '\\|');
}

function line(fault: string, { typed, until, words, ms, firstLine: first }: Row): string {
  const time = ms === null ? 'no end' : `${(ms / 1000).toFixed(2)} s`;
  return `| ${fault} | \`${typed}\` | ${until === null ? 'no' : `after ${until}`} | ${words} | ${time} | ${first} |`;
}
