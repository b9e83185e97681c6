import { el, type HtmlElement } from '../html.ts';
import type { Shape } from '../shape.ts';
import { button, text } from './parts.ts';
import { primary, securityInfo, withDialog } from './security-info.ts';

const { url, title } = securityInfo;

/** Which number, and whether it is called or sent a text. */
export const securityInfoPhone: Shape = {
  id: 'security-info-phone',
  url,
  title,
  main: (look) =>
    withDialog(
      look,
      'Phone',
      text('You can prove who you are by answering a call on your phone or texting a code.'),
      el('label', {}, 'Country code', el('select', {}, el('option', {}, 'United Kingdom (+44)'))),
      el('input', { type: 'tel', 'aria-label': 'Phone number', id: 'phone-number' }),
      radio('sms', 'Text me a code', true),
      radio('call', 'Call me', false),
      primary('Next', { id: 'phone-next' }),
    ),
};

/** The code that came as a text. */
export const securityInfoPhoneCode: Shape = {
  id: 'security-info-phone-code',
  url,
  title,
  main: (look) =>
    withDialog(
      look,
      'Phone',
      text('We just sent a 6 digit code to +44 7700 900123. Enter the code below.'),
      el('input', { type: 'tel', placeholder: 'Enter code', id: 'phone-code' }),
      button('Resend code', { class: 'plain' }),
      primary('Next', { id: 'phone-code-next' }),
    ),
};

/** The phone has been proved. */
export const securityInfoPhoneDone: Shape = {
  id: 'security-info-phone-done',
  url,
  title,
  states: ['sms', 'call'],
  main: (look) =>
    withDialog(
      look,
      'Phone',
      text(look.state === 'call' ? 'Call answered' : 'SMS verified'),
      text('Your phone was registered.'),
      primary('Done', { id: 'phone-done' }),
    ),
};

function radio(value: string, words: string, checked: boolean): HtmlElement {
  const input = el('input', { type: 'radio', name: 'how', value, ...(checked && { checked }) });
  return el('label', {}, input, words);
}
