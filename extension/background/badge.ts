import type { PopupView } from '../../shared/messages/views.ts';

/** What the toolbar icon carries: a mark that is readable without its colour. */
export interface Badge {
  readonly text: string;
  readonly colour: string;
}

const NONE: Badge = { text: '', colour: '#005a52' };
const OPEN: Badge = { text: '●', colour: '#005a52' };
const ATTENTION: Badge = { text: '!', colour: '#9c2a10' };

/** The badge for a state: a refused request first, because the person has to do something. */
export function badgeFor(state: Pick<PopupView, 'signIn' | 'notice'>): Badge {
  if (state.notice !== null) return ATTENTION;
  return state.signIn === null ? NONE : OPEN;
}
