import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { PopupView } from '../../../shared/messages/views.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { askToLookAt } from '../../platform/access.ts';
import { openPanel } from '../../platform/guide-places.ts';
import { messageFor } from '../../ui/journey/act-message.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { PopupScreen } from './popup-screen.ts';

let language = chooseLanguage({ system: navigator.languages });

const screen = new PopupScreen(document.body, {
  choose: (tabId) => told(send({ kind: 'sign-in.choose', tabId })),
  show: () => told(send({ kind: 'sign-in.show' })),
  leave: () => told(send({ kind: 'sign-in.leave' })),
  speak: (chosen) => told(send({ kind: 'language.choose', language: chosen })),
  retry: () => told(send({ kind: 'bridge.retry' })),
  report: () => told(send({ kind: 'page.report' })),
  closeReport: () => told(send({ kind: 'page.report-closed' })),
  allow: (hosts) => askToLookAt(hosts),
  pick: (journey, tabId) => told(send({ kind: 'guide.pick', journey, tabId })),
  act: (act, tabId) => (act === 'panel' ? panel(tabId) : told(send(messageFor(act, tabId)))),
  showGuide: (tabId) => told(send({ kind: 'guide.hide', hidden: false, tabId })),
});

watchView('popup', PopupView, {
  onView: (view) => {
    language = view.language;
    screen.show(view);
  },
  onLost: () => screen.fail(language, 'internal'),
});

/** Right here: a browser that hears of the click from somebody else opens no panel. */
async function panel(tabId: number): Promise<null> {
  await openPanel(tabId);
  // Firefox leaves the popup open above what it has just opened.
  window.close();
  return null;
}

async function told(sent: Promise<ErrorCode | null>): Promise<ErrorCode | null> {
  const trouble = await sent;
  if (trouble !== null) screen.fail(language, trouble);
  return trouble;
}
