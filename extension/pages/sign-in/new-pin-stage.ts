import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { button } from '../../ui/button.ts';
import { deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { progress } from '../../ui/progress.ts';
import { lastTryNotice } from './last-try-notice.ts';
import { type NewPinTrouble, newPinTrouble } from './new-pin-check.ts';
import { PinFields } from './pin-fields.ts';
import { pinReveal } from './pin-reveal.ts';
import {
  alertPlace,
  raise,
  raiseCode,
  type Stage,
  type StageContext,
  type StageOf,
} from './stage.ts';

/**
 * The person chooses a PIN: the first one, or one in place of the present one, which is asked for too.
 * What is typed goes to the background once, and is forgotten here.
 */
export function newPinStage(stage: StageOf<'new-pin'>, context: StageContext): Stage {
  const { language, say, actions } = context;
  const { current } = stage;
  const alert = alertPlace();
  const hint = element('p', { id: 'pin-hint', class: 'quiet' });
  const reveal = pinReveal(say);
  const send = element(
    'button',
    { type: 'submit', form: 'pin-form', class: 'button button-main', 'data-action': 'send-pin' },
    say('signIn.newPinSend'),
  );
  const agree = element('input', { type: 'checkbox', id: 'last-try' });
  const labels = [
    ...(current ? [['current-pin', say('signIn.newPinCurrent')] as const] : []),
    ['new-pin', say('signIn.newPin')] as const,
    ['new-pin-again', say('signIn.newPinAgain')] as const,
  ];
  const fields = new PinFields(
    labels.map(([id]) => id),
    {
      onOpen: () => hint.replaceChildren(rules(stage, context)),
      onShut: () => {
        reveal.hide();
        hint.replaceChildren(say('signIn.pinSoon'));
      },
    },
  );
  reveal.controls(fields.inputs);

  const form = element(
    'form',
    { id: 'pin-form', class: 'pin', autocomplete: 'off', novalidate: '' },
    ...(current ? lastTryNotice(current, context, agree) : []),
    ...fields.inputs.flatMap((input, at) => {
      const [id = '', label = ''] = labels[at] ?? [];
      input.setAttribute('aria-describedby', id === 'current-pin' ? 'pin-tries' : 'pin-hint');
      const shows = at === 0 ? [reveal.button] : [];
      return [
        element('label', { for: id }, label),
        element('div', { class: 'pin-row' }, input, ...shows),
      ];
    }),
    hint,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  function tellCode(code: ErrorCode): void {
    raiseCode(alert, language, code, {
      ...(current && { minLength: current.minLength }),
      ...(current && current.triesLeft !== null && { triesLeft: current.triesLeft }),
    });
  }

  function tell({ at, word, code }: NewPinTrouble): void {
    if (word !== undefined) raise(alert, say(word));
    if (code !== undefined) tellCode(code);
    if (at === 'last-try') agree.focus();
    else fields.inputs.find(({ id }) => id === at)?.focus();
  }

  async function submit(): Promise<void> {
    const typed = fields.read();
    if (typed === null) return;
    // Enter goes on to the next box as long as there is one to fill.
    const empty = typed.indexOf('');
    if (empty >= 0) {
      fields.inputs[empty]?.focus();
      return;
    }
    const [again = '', newPin = '', currentPin] = typed.toReversed();
    const trouble = newPinTrouble({ currentPin, newPin, again, agreed: agree.checked }, stage);
    if (trouble !== null) {
      tell(trouble);
      return;
    }
    fields.stop();
    alert.replaceChildren();
    send.disabled = true;
    form.replaceChildren(progress(say('signIn.newPinSetting')));
    const refusal = await actions.answerNewPin(stage.step, {
      newPin,
      ...(currentPin === undefined ? {} : { currentPin }),
      lastTryAgreed: current?.lastTry === true && agree.checked,
    });
    if (refusal === null) return;
    form.replaceChildren();
    tellCode(refusal);
  }

  return {
    heading: say(current ? 'signIn.newPinHeading' : 'signIn.firstPinHeading'),
    drawing: 'pin',
    content: [
      alert,
      element('p', {}, say(current ? 'signIn.newPinText' : 'signIn.firstPinText')),
      element('p', { class: 'quiet' }, deviceName(language, stage.device)),
      form,
    ],
    buttons: [
      send,
      button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave }),
    ],
    onShown: () => {
      if (stage.problem !== undefined) tellCode(stage.problem);
      fields.start();
    },
    onGone: () => fields.stop(),
  };
}

/** What the key asks of a new PIN. */
function rules(
  { minLength, maxLength, ownRules }: StageOf<'new-pin'>,
  { say }: StageContext,
): string {
  const length = say('signIn.newPinRules', { minLength, maxLength });
  return ownRules ? `${length} ${say('signIn.newPinOwnRules')}` : length;
}
