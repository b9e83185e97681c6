import { element } from './dom.ts';

export interface ButtonOptions {
  readonly text: string;
  /** What it does, as a stable name for tests and styles: `data-action`. */
  readonly action: string;
  readonly weight?: 'main' | 'plain';
  readonly onPress: () => void;
}

/** A button that submits nothing by itself. */
export function button({ text, action, weight = 'plain', onPress }: ButtonOptions) {
  const made = element(
    'button',
    { type: 'button', class: `button button-${weight}`, 'data-action': action },
    text,
  );
  made.addEventListener('click', onPress);
  return made;
}
