import { el, type HtmlNode } from '../html.ts';
import type { Look, Shape } from '../shape.ts';
import {
  entraAccount,
  entraAddress,
  entraFrame,
  entraHeading,
  entraLink,
  entraSubmit,
  oldId,
} from './entra-frame.ts';
import { text } from './parts.ts';

const URL_OF_SECOND_STEP = entraAddress('login');

/** The second step: which way to prove it. */
export const entraMfaChoose: Shape = {
  id: 'entra-mfa-choose',
  url: URL_OF_SECOND_STEP,
  title: 'Sign in to your account',
  pageId: 'ConvergedTFA',
  main: (look) =>
    entraFrame(
      look,
      entraAccount(look),
      entraHeading(look, 'Verify your identity'),
      el(
        'div',
        oldId(look, 'idDiv_SAOTCS_Proofs'),
        proof('FidoKey', 'Face, fingerprint, PIN or security key'),
        proof('PhoneAppNotification', 'Approve a request on my Microsoft Authenticator app'),
        proof('PhoneAppOTP', 'Use a verification code'),
        proof('OneWaySMS', 'Text +XX XXXXXXXX12'),
        proof('TwoWayVoiceMobile', 'Call +XX XXXXXXXX12'),
        proof('TwoWayVoiceOffice', 'Call my office'),
      ),
      el('input', {
        type: 'tel',
        ...oldId(look, 'idTxtBx_SAOTCS_PhoneNumber'),
        'aria-label': 'Phone number',
      }),
      el(
        'p',
        oldId(look, 'idDiv_SAOTCS_HavingTrouble'),
        'Having trouble? ',
        entraLink(look, 'idA_SAOTCC_SwitchToList', 'More ways'),
      ),
      el(
        'p',
        {},
        entraLink(look, 'signInAnotherWay', "I can't use my Microsoft Authenticator app right now"),
      ),
    ),
};

/** The number that the person types into the app; nothing may read it. */
export const entraNumberMatch: Shape = {
  id: 'entra-number-match',
  url: URL_OF_SECOND_STEP,
  title: 'Sign in to your account',
  pageId: 'ConvergedTFA',
  states: ['second-step', 'no-password'],
  main: (look) =>
    entraFrame(
      look,
      entraAccount(look),
      entraHeading(look, 'Approve sign in request', { id: 'idDiv_SAOTCAS_Title' }),
      el(
        'p',
        oldId(look, 'idDiv_SAOTCAS_Description'),
        'Open your Authenticator app, and enter the number shown to sign in.',
      ),
      el(
        'div',
        {
          ...oldId(
            look,
            look.state === 'no-password' ? 'idRemoteNGC_DisplaySign' : 'idRichContext_DisplaySign',
          ),
          class: 'displaySign',
        },
        '42',
      ),
      el(
        'label',
        {},
        el('input', { type: 'checkbox', ...oldId(look, 'idChkBx_SAOTCAS_TD') }),
        "Don't ask again for 30 days",
      ),
      el(
        'p',
        {},
        entraLink(look, 'signInAnotherWay', "I can't use my Microsoft Authenticator app right now"),
      ),
    ),
};

/** The code that was sent to the phone, or that the app shows. */
export const entraCode: Shape = {
  id: 'entra-code',
  url: URL_OF_SECOND_STEP,
  title: 'Sign in to your account',
  pageId: 'ConvergedTFA',
  main: (look) =>
    entraFrame(
      look,
      entraAccount(look),
      entraHeading(look, 'Enter code', { id: 'idDiv_SAOTCC_Title' }),
      el('div', { ...oldId(look, 'idSpan_SAOTCC_Error_OTC'), role: 'alert' }),
      el('input', {
        type: 'tel',
        name: 'otc',
        ...oldId(look, 'idTxtBx_SAOTCC_OTC'),
        'aria-label': 'Code',
      }),
      el(
        'label',
        {},
        el('input', { type: 'checkbox', ...oldId(look, 'idChkBx_SAOTCC_TileRememberMFA') }),
        "Don't ask again for 30 days",
      ),
      entraSubmit(look, 'Verify', 'idSubmit_SAOTCC_Continue'),
    ),
};

/** The request that nobody approved in time, or that the person said no to. */
export const entraMfaFailed: Shape = {
  id: 'entra-mfa-failed',
  url: URL_OF_SECOND_STEP,
  title: 'Sign in to your account',
  pageId: 'ConvergedTFA',
  states: ['timed-out', 'denied'],
  main: (look) => entraFrame(look, entraAccount(look), ...failure(look)),
};

function failure(look: Look): readonly HtmlNode[] {
  const denied = look.state === 'denied';
  const part = denied ? 'SAASDS' : 'SAASTO';
  return [
    entraHeading(look, denied ? 'Request denied' : "We didn't hear from you", {
      id: `idDiv_${part}_Title`,
    }),
    el(
      'p',
      oldId(look, `idDiv_${part}_Description`),
      denied ? 'You said no on your phone.' : 'The request was not answered in time.',
    ),
    text(entraLink(look, 'idA_SAASTO_Resend', 'Send another request')),
  ];
}

function proof(value: string, words: string): HtmlNode {
  return el('div', { 'data-value': value, role: 'button', tabindex: '0', class: 'choice' }, words);
}
