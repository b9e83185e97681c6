import { loadLine } from '../../bench/render/circumstances.ts';
import type { Circumstances } from '../../bench/report.ts';
import { type PeerRows, RUNS, type Seen } from './peer-rows.ts';

/** What the table was made on; the load is that of before and after. */
export type PeerCircumstances = Pick<Circumstances, 'date' | 'machine' | 'load' | 'versions'>;

/** What each program said, as a page of Markdown. */
export function peerTable(
  { date, machine, load, versions }: PeerCircumstances,
  parts: readonly PeerRows[],
): string {
  const faults = parts.filter(({ isFault }) => isFault);
  return [
    '# Who names the cause',
    '',
    `The same ${faults.length} faults, each made with a real program or a key or card at the system’s own interface, and looked at by programs that somebody would start who wants to know why it does not work. A program names the cause where the words of the fault’s list are in what it prints: one list for each fault, the same for all programs, and it holds their own symbols too. What each prints where nothing is broken comes first: no fault’s list is in that. The words that count as read are those to the end of the line that names the cause; the time is that of the whole process, the middle of ${RUNS} runs. “No end” is a program that was still waiting after 15 s.`,
    '',
    'A program that cannot see such a device is not asked, and its cells are empty: ykman looks for keys of its own maker alone on USB. fido2-token is told the path of the key, and asked for its list where there is none. Nobody asks the network: with `--offline` Wardkey does not either.',
    '',
    `${date}, ${machine}. ${loadLine(load)} ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}. Made by \`node test/faults/peers/write-peer-table.ts\`.`,
    '',
    '| program | faults | names the cause of |',
    '|---|---|---|',
    ...tally(faults),
    '',
    '| what is broken | program | names the cause, after how many words | words in all | time | its first line |',
    '|---|---|---|---|---|---|',
    ...parts.flatMap(({ name, isFault, rows }) =>
      rows.map(({ typed, seen }, index) => {
        const first = index === 0 ? name : '';
        return `| ${[first, `\`${typed}\``, ...cells(seen, isFault)].join(' | ')} |`;
      }),
    ),
    '',
  ].join('\n');
}

/** How many causes each program names of how many faults, whatever is typed after its name. */
function tally(faults: readonly PeerRows[]): string[] {
  const counts = new Map<string, { named: number; asked: number }>();
  for (const { typed, seen } of faults.flatMap(({ rows }) => rows)) {
    if (seen === null) continue;
    const [program = typed] = typed.split(' ');
    const { named, asked } = counts.get(program) ?? { named: 0, asked: 0 };
    counts.set(program, { named: named + (seen.until === null ? 0 : 1), asked: asked + 1 });
  }
  return [...counts].map(([program, { named, asked }]) => `| ${program} | ${asked} | ${named} |`);
}

function cells(seen: Seen | null, isFault: boolean): readonly string[] {
  if (seen === null) return ['', '', '', ''];
  const { until, words, ms, firstLine } = seen;
  const named = until === null ? 'no' : `after ${until}`;
  return [
    isFault ? named : '',
    String(words),
    ms === null ? 'no end' : `${(ms / 1000).toFixed(2)} s`,
    firstLine.replaceAll('|', '\\|'),
  ];
}
