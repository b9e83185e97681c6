import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { button } from '../../ui/button.ts';
import { deviceName } from '../../ui/device-line.ts';
import { element } from '../../ui/dom.ts';
import { progress } from '../../ui/progress.ts';
import { lastTryNotice } from './last-try-notice.ts';
import { pinTrouble } from './pin-check.ts';
import { PinFields } from './pin-fields.ts';
import { pinReveal } from './pin-reveal.ts';
import { alertPlace, raiseCode, type Stage, type StageContext, type StageOf } from './stage.ts';

/** The key asks for its PIN. What is typed goes to the background once, and is forgotten here. */
export function pinStage(stage: StageOf<'pin'>, context: StageContext): Stage {
  const { language, say, actions } = context;
  const alert = alertPlace();
  const hint = element('p', { id: 'pin-hint', class: 'quiet' });
  const reveal = pinReveal(say);
  const send = element(
    'button',
    { type: 'submit', form: 'pin-form', class: 'button button-main', 'data-action': 'send-pin' },
    say('signIn.pinSend'),
  );
  const agree = element('input', { type: 'checkbox', id: 'last-try' });
  const fields = new PinFields(['pin'], {
    onOpen: () => setHint(say('signIn.pinReady', { minLength: stage.minLength })),
    onShut: () => {
      reveal.hide();
      setHint(say('signIn.pinSoon'));
    },
  });
  reveal.controls(fields.inputs);
  for (const input of fields.inputs) input.setAttribute('aria-describedby', 'pin-hint pin-tries');

  const form = element(
    'form',
    { id: 'pin-form', class: 'pin', autocomplete: 'off', novalidate: '' },
    ...lastTryNotice(stage, context, agree),
    element(
      'label',
      { for: 'pin' },
      say('signIn.pinLabel', { device: deviceName(language, stage.device) }),
    ),
    element('div', { class: 'pin-row' }, ...fields.inputs, reveal.button),
    hint,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  function setHint(text: string): void {
    if (hint.textContent !== text) hint.textContent = text;
  }

  function tell(code: ErrorCode): void {
    const facts = { minLength: stage.minLength };
    raiseCode(alert, language, code, facts);
  }

  async function submit(): Promise<void> {
    const [pin] = fields.read() ?? [];
    if (pin === undefined) return;
    const trouble = pinTrouble(pin, agree.checked, stage);
    if (trouble !== null) {
      tell(trouble);
      (trouble === 'pin-last-try-unconfirmed' ? agree : fields.inputs[0])?.focus();
      return;
    }
    fields.stop();
    alert.replaceChildren();
    send.disabled = true;
    form.replaceChildren(progress(say('signIn.pinChecking')));
    const refusal = await actions.answerPin(stage.step, pin, stage.lastTry && agree.checked);
    if (refusal === null) return;
    form.replaceChildren();
    tell(refusal);
  }

  return {
    heading: say('signIn.pinHeading'),
    drawing: 'pin',
    content: [alert, form],
    buttons: [
      send,
      button({ text: say('signIn.cancel'), action: 'cancel', onPress: actions.leave }),
    ],
    onShown: () => {
      if (stage.problem !== undefined) tell(stage.problem);
      fields.start();
    },
    onGone: () => fields.stop(),
  };
}
