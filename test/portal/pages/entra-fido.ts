import { el, type HtmlNode } from '../html.ts';
import type { Look, Shape } from '../shape.ts';
import { entraFrame, entraHeading, entraLink, oldId } from './entra-frame.ts';
import { button, OUTCOME, text } from './parts.ts';

/** The security-key step of a sign-in. */
export const entraFido: Shape = {
  id: 'entra-fido',
  url: 'https://login.microsoft.com/common/fido/get?uiflavor=Web',
  title: 'Sign in to your account',
  states: ['waiting', 'failed'],
  main: (look) =>
    securityKeyStep(
      look,
      look.state === 'failed' ? "We couldn't verify you" : 'Face, fingerprint, PIN or security key',
    ),
};

/** The security-key step of a registration: the same page of the catalogue, with other words. */
export const entraFidoCreate: Shape = {
  ...entraFido,
  url: 'https://login.microsoft.com/common/fido/create?uiflavor=Web',
  title: 'Set up a passkey',
  states: ['waiting'],
  main: (look) => securityKeyStep(look, 'Set up your passkey'),
};

function securityKeyStep(look: Look, heading: string): readonly HtmlNode[] {
  return entraFrame(
    look,
    entraHeading(look, heading),
    text('Your device will open a security window. Follow the instructions there.'),
    OUTCOME,
    el('p', {}, button(look.state === 'failed' ? 'Try again' : 'Next', oldId(look, 'idSIButton9'))),
    el('p', {}, button('Sign in another way', { ...oldId(look, 'idBtn_Back'), class: 'plain' })),
    ...(look.state === 'failed'
      ? [text(entraLink(look, 'cancelLink', 'Sign in with your passkey on another device'))]
      : []),
  );
}
