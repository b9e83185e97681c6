import { WANTED, type Wanted } from '../../shared/diagnosis/finding-row.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/errors/codes.ts';
import { ASKED_PORTALS, type AskedPortal } from '../../shared/portals/asked-portals.ts';
import { PAGE_ERRORS, type PageErrorId } from '../../shared/portals/page-errors.ts';

const PAGE = 'extension/pages/check-up/check-up.html';

/** What a check-up begins with. */
export interface CheckUpBegin {
  /** Of the sign-in that failed: its first finding. */
  readonly error?: ErrorCode | undefined;
  /** Of the page that it failed on: a finding too. */
  readonly shown?: PageErrorId | undefined;
  /** What it is about: where that is known, it begins at once. */
  readonly wanted?: Wanted | undefined;
  /** The portal that it is about. */
  readonly portal?: AskedPortal | undefined;
}

/** The check-up's page in the extension, with what it begins with behind its address. */
export function checkUpAddress({ error, shown, wanted, portal }: CheckUpBegin): string {
  const begins = Object.entries({ error, shown, wanted, portal }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return begins.length === 0 ? PAGE : `${PAGE}#${new URLSearchParams(begins)}`;
}

/** What stands behind the page's address; nothing else than what may be there. @param hash with its `#` */
export function checkUpBegin(hash: string): CheckUpBegin {
  const begins = new URLSearchParams(hash.slice(1));
  return {
    error: ERROR_CODES.find((code) => code === begins.get('error')),
    shown: PAGE_ERRORS.find((one) => one === begins.get('shown')),
    wanted: WANTED.find((one) => one === begins.get('wanted')),
    portal: ASKED_PORTALS.find((one) => one === begins.get('portal')),
  };
}
