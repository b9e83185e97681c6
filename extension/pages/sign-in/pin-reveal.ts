import { element } from '../../ui/dom.ts';
import type { StageContext } from './stage.ts';

/** The button that shows what was typed, and hides it again. */
export interface PinReveal {
  readonly button: HTMLButtonElement;
  controls(input: HTMLInputElement): void;
  hide(): void;
}

export function pinReveal(say: StageContext['say']): PinReveal {
  const made = element('button', {
    type: 'button',
    class: 'button button-plain',
    'data-action': 'reveal-pin',
  });
  let field: HTMLInputElement | null = null;

  function show(visible: boolean): void {
    if (field !== null) field.type = visible ? 'text' : 'password';
    made.textContent = say(visible ? 'signIn.pinHide' : 'signIn.pinShow');
    made.setAttribute('aria-label', say(visible ? 'signIn.pinHideLabel' : 'signIn.pinShowLabel'));
  }

  made.addEventListener('click', () => {
    show(field?.type === 'password');
    field?.focus();
  });
  show(false);
  return {
    button: made,
    controls: (input) => {
      field = input;
    },
    hide: () => show(false),
  };
}
