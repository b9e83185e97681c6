import type { ErrorCode } from '../errors/codes.ts';
import type { Finding } from './finding.ts';
import { deviceFact, tellingCode } from './reported-error.ts';

/** How one way to a key went: `absent` where it was not there to be tried. */
export type WayTried =
  | { readonly went: 'worked' }
  | { readonly went: 'failed'; readonly error?: ErrorCode }
  | { readonly went: 'absent' };

/**
 * What it says of a key and a browser that a throwaway sign-in went as it did, through the bridge and
 * in the browser. An error that names its own cause is that cause, whatever else there is.
 */
export function keyTrialFindings(bridge: WayTried, browser: WayTried): readonly Finding[] {
  const ways = `${bridge.went} ${browser.went}` as const;
  const error = bridge.went === 'failed' ? bridge.error : undefined;
  const facts = error === undefined ? {} : { facts: { error, ...deviceFact('key') } };
  const telling = error === undefined ? undefined : tellingCode(error, 'key');
  if (telling !== undefined && browser.went !== 'worked') return [{ code: telling, ...facts }];
  switch (ways) {
    case 'worked worked':
      return [{ code: 'try-worked' }];
    case 'worked failed':
      return [{ code: 'try-browser-failed' }];
    case 'worked absent':
      return [{ code: 'try-worked-through-wardkey' }];
    case 'failed worked':
      return [{ code: 'try-only-browser-worked', ...facts }];
    case 'failed failed':
      return [{ code: 'try-both-failed', ...facts }];
    case 'failed absent':
      return [{ code: 'try-bridge-failed', ...facts }, { code: 'try-browser-impossible' }];
    case 'absent worked':
      return [{ code: 'try-worked-in-browser' }];
    case 'absent failed':
      return [{ code: 'try-only-browser-failed' }];
    case 'absent absent':
      return [];
  }
}

/** The same of a card that was to sign something. */
export function cardTrialFindings(card: WayTried): readonly Finding[] {
  if (card.went === 'absent') return [];
  if (card.went === 'worked') return [{ code: 'card-try-worked' }];
  if (card.error === undefined) return [{ code: 'card-try-failed' }];
  const code = tellingCode(card.error, 'card') ?? 'card-try-failed';
  return [{ code, facts: { error: card.error, ...deviceFact('card') } }];
}
