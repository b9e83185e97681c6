import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { element } from '../../ui/dom.ts';
import { alertPlace, raiseCode, type StageContext } from './stage.ts';

export interface Choice {
  readonly label: Node;
  readonly choose: () => Promise<ErrorCode | null>;
}

export interface ChoicesOptions {
  readonly context: StageContext;
  readonly text: string;
  readonly options: readonly Choice[];
}

/** A list of large buttons of which one can be pressed, once: a step takes one answer only. */
export function choices({ context, text, options }: ChoicesOptions): Node[] {
  const alert = alertPlace();
  const buttons = options.map(({ label, choose }) => {
    const made = element(
      'button',
      { type: 'button', class: 'choice', 'data-action': 'choose' },
      label,
    );
    made.addEventListener('click', async () => {
      for (const other of buttons) other.disabled = true;
      const trouble = await choose();
      if (trouble === null) return;
      raiseCode(alert, context.language, trouble);
    });
    return made;
  });
  return [
    element('p', {}, text),
    alert,
    element('ul', { class: 'choices' }, ...buttons.map((made) => element('li', {}, made))),
  ];
}
