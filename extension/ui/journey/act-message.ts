import type { GuideAct } from '../../../shared/messages/banner-view.ts';
import type { Message } from '../../../shared/messages/messages.ts';

/** The message that goes with what a person does in the guide of a tab. */
export function messageFor(act: Exclude<GuideAct, 'contacts'>, tabId: number): Message {
  switch (act) {
    case 'sign-in':
      return { kind: 'guide.sign-in', tabId };
    case 'panel':
      return { kind: 'guide.panel', tabId };
    case 'check-up':
      return { kind: 'guide.check-up', tabId };
    case 'finish':
      return { kind: 'guide.finish' };
    default:
      return { kind: 'guide.move', move: act, tabId };
  }
}
