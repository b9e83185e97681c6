import { FORM_SELECTORS } from '../../shared/portals/look-alikes/form-shape.ts';
import type { KeyChoice } from '../../shared/portals/snapshot.ts';
import { keyChoiceOn } from './key-choice.ts';

// One look at a page on which no script of ours runs, because the person opened the popup there. It
// reads no text and no value, changes nothing, and what it found stays in the extension's own world,
// where the background fetches it.
Object.assign(globalThis, {
  wardkeyLook: { marks: FORM_SELECTORS.filter(isThere), keyChoice: keyChoice() },
});

/**
 * A picture named `querySelector` takes the place of what the document can do (HTML §3.1.5): a copied
 * form is not to hide behind it.
 */
function isThere(mark: string): boolean {
  return Reflect.apply(Document.prototype.querySelector, document, [mark]) !== null;
}

/** A page that keeps its list from being looked at has none: its form is judged all the same. */
function keyChoice(): KeyChoice {
  try {
    return keyChoiceOn(document);
  } catch {
    return 'none';
  }
}
