import { printable } from '../../../shared/words/printable.ts';
import { sayWebEid } from '../../../shared/words/web-eid-words.ts';
import { button } from '../../ui/button.ts';
import { deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { alertPlace, raiseCode, type Stage, type StageContext, type StageOf } from './stage.ts';
import { isWebEidKind, WEB_EID_KINDS } from './web-eid-kind.ts';

/** How long the yes is shut, in milliseconds: a click that was meant for the page must not give it. */
const AGREE_GUARD_MS = 700;

/** A page asks for the smartcard: who asks, what they get, and whether the person wants that. */
export function consentStage(stage: StageOf<'consent'>, context: StageContext): Stage {
  const { language, kind, host, say, actions } = context;
  const words = WEB_EID_KINDS[isWebEidKind(kind) ? kind : 'authenticate'];
  const alert = alertPlace();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const agree = button({
    text: sayWebEid(language, words.agree),
    action: 'agree',
    weight: 'main',
    onPress: async () => {
      agree.disabled = true;
      const refusal = await actions.agree(stage.step);
      if (refusal === null) return;
      raiseCode(alert, language, refusal);
    },
  });
  agree.disabled = true;

  function guard(): void {
    clearTimeout(timer);
    agree.disabled = true;
    timer = setTimeout(() => {
      agree.disabled = false;
    }, AGREE_GUARD_MS);
  }

  const { name, issuer, device } = stage;
  const warning = stage.triesUnknown ? 'signIn.pinMaybeLastTry' : 'signIn.pinLastTry';
  return {
    heading: sayWebEid(language, words.heading),
    drawing: 'card',
    content: [
      alert,
      element('p', {}, sayWebEid(language, words.text, { host })),
      ...(stage.lastTry ? [element('p', { class: 'last-try' }, say(warning))] : []),
      element(
        'ul',
        { class: 'facts' },
        ...[
          name === null
            ? null
            : sayWebEid(language, 'webEid.consentName', { name: printable(name) }),
          issuer === null
            ? null
            : sayWebEid(language, 'webEid.consentIssuer', { issuer: printable(issuer) }),
          sayWebEid(language, 'webEid.consentCard', { device: deviceName(language, device) }),
        ].flatMap((text) => (text === null ? [] : [element('li', {}, text)])),
      ),
    ],
    buttons: [
      agree,
      button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave }),
    ],
    onShown: () => {
      guard();
      window.addEventListener('focus', guard);
    },
    onGone: () => {
      clearTimeout(timer);
      window.removeEventListener('focus', guard);
    },
  };
}
