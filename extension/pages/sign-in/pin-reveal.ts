import { element } from '../../ui/dom.ts';
import type { StageContext } from './stage.ts';

/** The button that shows what was typed, and hides it again. */
export interface PinReveal {
  readonly button: HTMLButtonElement;
  controls(inputs: readonly HTMLInputElement[]): void;
  hide(): void;
}

export function pinReveal(say: StageContext['say']): PinReveal {
  const made = element('button', {
    type: 'button',
    class: 'button button-plain',
    'data-action': 'reveal-pin',
  });
  let fields: readonly HTMLInputElement[] = [];
  let last: HTMLInputElement | undefined;

  function show(visible: boolean): void {
    for (const field of fields) field.type = visible ? 'text' : 'password';
    made.textContent = say(visible ? 'signIn.pinHide' : 'signIn.pinShow');
    made.setAttribute('aria-label', say(visible ? 'signIn.pinHideLabel' : 'signIn.pinShowLabel'));
  }

  made.addEventListener('click', () => {
    show(fields[0]?.type === 'password');
    last?.focus();
  });
  show(false);
  return {
    button: made,
    controls: (inputs) => {
      fields = inputs;
      last = inputs[0];
      for (const input of inputs) {
        input.addEventListener('focus', () => {
          last = input;
        });
      }
    },
    hide: () => show(false),
  };
}
