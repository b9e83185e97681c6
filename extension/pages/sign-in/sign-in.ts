import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { SignInView } from '../../../shared/messages/views.ts';
import { chooseLanguage } from '../../../shared/words/language.ts';
import { send } from '../../ui/send.ts';
import { watchView } from '../../ui/view-port.ts';
import { SignInScreen } from './sign-in-screen.ts';

const NO_TAB = -1;

const screen = new SignInScreen(document.body, {
  answerPin: (step, pin, lastTryAgreed) => send({ kind: 'step.pin', step, pin, lastTryAgreed }),
  answerNewPin: (step, answer) => send({ kind: 'step.new-pin', step, ...answer }),
  answerDevice: (step, device) => send({ kind: 'step.device', step, device }),
  answerAccount: (step, account) => send({ kind: 'step.account', step, account }),
  agree: (step) => send({ kind: 'step.consent', step }),
  tryAgain: () => send({ kind: 'sign-in.choose', tabId: screen.view?.tabId ?? NO_TAB }),
  leave: () => {
    send({ kind: 'sign-in.leave' }).finally(() => window.close());
  },
  close: () => window.close(),
});

watchView('sign-in', SignInView, {
  onView: (view) => screen.show(view),
  onLost: () => {
    if (!screen.isOver) fail(screen.view === null ? 'ceremony-unknown' : 'internal');
  },
});

function fail(code: ErrorCode): void {
  screen.show({
    language: chooseLanguage({ system: navigator.languages }),
    kind: 'get',
    host: '',
    tabId: NO_TAB,
    ...screen.view,
    stage: { type: 'failed', code, facts: {} },
  });
}
