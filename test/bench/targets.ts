import type { Row } from './results.ts';

const MOST_OVERHEAD_MS = 2;
const TIMES_FASTER = 3;
/** Of a page's main thread, in milliseconds. */
const MOST_LOOK_MS = 2;
/** What the way through Wardkey may cost a page, in milliseconds. */
const MOST_ON_TOP_MS = 8;
/** From a key's node being readable to its being told of with its getInfo. */
const MOST_PLUGGING_MS = 150;
/** Commands after the PIN was typed, or of a ceremony without one. */
const FLOOR: ReadonlyMap<string, number> = new Map([
  ['create, no PIN', 1],
  ['create, PIN', 2],
  ['get, no PIN', 1],
  ['get, PIN', 2],
]);

/** Puts to rows of Wardkey's what they are held to. @param rows of one run, the peers' among them */
export function withTargets(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const target = targetOf(row, rows);
    return target === undefined ? row : { ...row, target };
  });
}

function targetOf(row: Row, rows: readonly Row[]): Row['target'] {
  if (row.peer === 'Wardkey bridge') return pluggingTarget(row);
  if (row.subject === 'A page that is looked at') return lookTarget(row);
  if (row.subject === 'A page in a browser') return pageCallTarget(row, rows);
  return row.peer === 'Wardkey' ? (warmTarget(row, rows) ?? coldTarget(row, rows)) : undefined;
}

function pluggingTarget({ what, summary }: Row): Row['target'] {
  if (summary === undefined || !what.startsWith('a key comes')) return undefined;
  const met = summary.p95 <= MOST_PLUGGING_MS;
  return { says: `95 of 100 within ${MOST_PLUGGING_MS} ms`, met };
}

/** What is done in pieces is held to that piece by piece, and its sum to nothing. */
function lookTarget({ what, summary }: Row): Row['target'] {
  const isSum = what.startsWith('all of it') || what.startsWith('a whole look');
  if (summary === undefined || isSum) return undefined;
  return { says: `at most ${MOST_LOOK_MS} ms`, met: summary.median <= MOST_LOOK_MS };
}

/** In each browser, beside that browser's own authenticator. */
function pageCallTarget(row: Row, rows: readonly Row[]): Row['target'] {
  const own = sameThing(row, rows).find(({ peer }) => peer.endsWith("'s own"))?.summary;
  if (row.peer !== 'Wardkey' || row.summary === undefined || own === undefined) return undefined;
  return {
    says: `at most ${MOST_ON_TOP_MS} ms over the browser's own`,
    met: row.summary.median - own.median <= MOST_ON_TOP_MS,
  };
}

function sameThing(row: Row, rows: readonly Row[]): readonly Row[] {
  return rows.filter((one) => one.subject === row.subject && one.what === row.what && one !== row);
}

const commandCount = ({ commands = [], whileTyping = 0 }: Row): number =>
  commands.length - whileTyping;

function warmTarget(row: Row, rows: readonly Row[]): Row['target'] {
  const floor = FLOOR.get(row.what);
  if (floor === undefined || row.overhead === undefined || !row.subject.includes('open already')) {
    return undefined;
  }
  const libfido2 = sameThing(row, rows).find(({ peer }) => peer === 'libfido2');
  const most = libfido2?.commands === undefined ? floor : Math.min(floor, commandCount(libfido2));
  return {
    says: `overhead at most ${MOST_OVERHEAD_MS} ms, ${floor} commands and no more than libfido2`,
    met: row.overhead.median <= MOST_OVERHEAD_MS && commandCount(row) <= most,
  };
}

function coldTarget(row: Row, rows: readonly Row[]): Row['target'] {
  const ours = row.summary?.median;
  if (
    row.what !== 'key information' ||
    ours === undefined ||
    row.subject.includes('open already')
  ) {
    return undefined;
  }
  const slow = sameThing(row, rows).filter(
    ({ peer, summary }) => summary !== undefined && ['ykman', 'python3-fido2'].includes(peer),
  );
  if (slow.length === 0) return undefined;
  return {
    says: `${TIMES_FASTER} times as fast as ykman and python3-fido2`,
    met: slow.every(({ summary }) => (summary?.median ?? 0) >= TIMES_FASTER * ours),
  };
}
