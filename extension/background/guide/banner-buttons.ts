import type { BannerView, GuideAct } from '../../../shared/messages/banner-view.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import { type GuideWordKey, sayInGuide } from '../../../shared/words/guide-words.ts';

/** What is done, in which words where not in its own, and whether it is the most likely one. */
type ButtonRow = readonly [GuideAct, GuideWordKey?, boolean?];

const LABELS = {
  next: 'guide.next',
  back: 'guide.back',
  skip: 'guide.skip',
  'sign-in': 'guide.signIn',
  panel: 'guide.allSteps',
  contacts: 'guide.whoCanHelp',
  finish: 'guide.finish',
  again: 'guide.again',
  'check-up': 'guide.checkUp',
} as const satisfies Readonly<Record<GuideAct, GuideWordKey>>;

/** The guide's buttons, in words. */
export function buttons(
  language: Language,
  rows: readonly ButtonRow[],
  facts: Parameters<typeof sayInGuide>[2] = {},
): BannerView['buttons'] {
  return rows.map(([act, key, main]) => ({
    act,
    text: sayInGuide(language, key ?? LABELS[act], facts),
    main: main ?? false,
  }));
}
