import { GuideView } from '../../../shared/messages/guide-view.ts';
import { messageFor } from '../../ui/journey/act-message.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { GuideScreen } from './guide-screen.ts';

const screen = new GuideScreen(document.body, {
  pick: (journey, tabId) => send({ kind: 'guide.pick', journey, tabId }),
  act: (act, tabId) => send(messageFor(act, tabId)),
});

watchView('guide', GuideView, {
  onView: (view) => screen.show(view),
  onLost: () => screen.fail('internal'),
});
