import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { GuideAct } from '../../../shared/messages/banner-view.ts';

/** What the person can do in the panel. Each answers why it was not taken, or `null`. */
export interface GuideActions {
  pick(journey: string, tabId: number): Promise<ErrorCode | null>;
  act(act: Exclude<GuideAct, 'contacts'>, tabId: number): Promise<ErrorCode | null>;
}
