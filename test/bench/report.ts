import type { Row } from './results.ts';

/** Where and when it was measured. */
export interface Circumstances {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: string;
  readonly system: string;
  /** Load average of one minute before it began, and after it had ended. */
  readonly load: { readonly before: number; readonly after: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly quick: boolean;
}

export interface Report {
  readonly circumstances: Circumstances;
  readonly rows: readonly Row[];
}

/** Rows of one thing, by whatever program: what is compared. */
export interface Group {
  readonly what: string;
  readonly rows: readonly Row[];
}

/** The groups under each heading, in the order in which they were measured. */
export function grouped(rows: readonly Row[]): Map<string, Group[]> {
  const subjects = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const groups = subjects.get(row.subject) ?? new Map<string, Row[]>();
    subjects.set(row.subject, groups);
    groups.set(row.what, [...(groups.get(row.what) ?? []), row]);
  }
  return new Map(
    Array.from(subjects, ([subject, groups]) => [
      subject,
      Array.from(groups, ([what, members]) => ({ what, rows: members })),
    ]),
  );
}

/**
 * How many times as much as Wardkey another program takes on the same way: above 1 Wardkey is ahead.
 * `undefined` where there is nothing to compare.
 */
export function ratioToWardkey(row: Row, group: Group): number | undefined {
  const isOurs = ({ peer }: Row): boolean => peer.startsWith('Wardkey');
  if (isOurs(row) || row.summary === undefined) return undefined;
  const ours =
    group.rows.find((one) => isOurs(one) && one.summary !== undefined && one.way === row.way) ??
    group.rows.find((one) => isOurs(one) && one.summary !== undefined);
  const median = ours?.summary?.median;
  return median === undefined || median <= 0 ? undefined : row.summary.median / median;
}
