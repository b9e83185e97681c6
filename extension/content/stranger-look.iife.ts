import { FORM_SELECTORS } from '../../shared/portals/look-alikes/form-shape.ts';
import { keyChoiceOn } from './key-choice.ts';

// One look at a page on which no script of ours runs, because the person opened the popup there. It
// reads no text and no value, changes nothing, and what it found stays in the extension's own world,
// where the background fetches it.
Object.assign(globalThis, {
  wardkeyLook: {
    marks: FORM_SELECTORS.filter((mark) => document.querySelector(mark) !== null),
    keyChoice: keyChoiceOn(document),
  },
});
