import type { CataloguePage } from '../catalogue-page.ts';
import { ENTRA_ERRORS, ENTRA_HOSTS, ENTRA_PATHS } from './entra-paths.ts';

/** Entra: the second factor. */
export const entraSecondFactorPages = () =>
  [
    {
      id: 'entra-mfa-choose',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedTFA'],
      keySelectors: [
        '#idDiv_SAOTCS_Proofs',
        '#idDiv_SAOTCS_HavingTrouble',
        'div[data-value=FidoKey]',
        'div[data-value=PhoneAppNotification]',
        'div[data-value=PhoneAppOTP]',
        'div[data-value=OneWaySMS]',
        'div[data-value=TwoWayVoiceMobile]',
        'div[data-value=TwoWayVoiceOffice]',
        '#idTxtBx_SAOTCS_PhoneNumber',
      ],
      selectors: ['div[data-value]', '#idA_SAOTCC_SwitchToList', '#signInAnotherWay'],
      headings: [{ en: 'Verify your identity', cy: 'Gwiriwch eich hunaniaeth' }],
      texts: [
        {
          en: 'I can’t use my Microsoft Authenticator app right now',
          cy: 'Dwi ddim yn gallu defnyddio fy ap Microsoft Authenticator ar hyn o bryd',
        },
        { en: 'Having trouble?', cy: 'Yn cael trafferth?' },
      ],
      unconfirmed: ['div[data-value=TwoWayVoiceOffice]'],
    },
    {
      id: 'entra-number-match',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedTFA', 'ConvergedSignIn'],
      keySelectors: [
        '#idRichContext_DisplaySign',
        '.displaySign',
        '#idRemoteNGC_DisplaySign',
        '#idDiv_SAOTCAS_Title',
        '#idDiv_SAOTCAS_Description',
        '#idChkBx_SAOTCAS_TD',
      ],
      selectors: ['#signInAnotherWay'],
      headings: [
        { en: 'Approve sign in request', cy: 'Cymeradwyo’r cais mewngofnodi' },
        { en: 'Approve sign-in request' },
        {
          en: 'Open your Authenticator app, and enter the number shown to sign in.',
          cy: 'Agorwch eich ap Authenticator, a rhowch y rhif sy’n cael ei ddangos i fewngofnodi.',
        },
      ],
      neverRead: ['#idRichContext_DisplaySign', '.displaySign', '#idRemoteNGC_DisplaySign'],
      unconfirmed: [
        '#idChkBx_SAOTCAS_TD',
        'Approve sign-in request',
        'Open your Authenticator app, and enter the number shown to sign in.',
      ],
    },
    {
      id: 'entra-code',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedTFA'],
      keySelectors: [
        '#idTxtBx_SAOTCC_OTC',
        'input[name=otc]',
        '#idSubmit_SAOTCC_Continue',
        '#idChkBx_SAOTCC_TileRememberMFA',
        '#idSpan_SAOTCC_Error_OTC',
        '#idDiv_SAOTCC_Title',
      ],
      headings: [{ en: 'Enter code', cy: 'Rhowch y cod' }],
      texts: [{ en: 'Verify', cy: 'Gwirio' }],
      errors: ENTRA_ERRORS,
    },
    {
      id: 'entra-mfa-failed',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedTFA'],
      keySelectors: [
        '#idDiv_SAASDS_Description',
        '#idDiv_SAASTO_Description',
        '#idDiv_SAASDS_Title',
        '#idDiv_SAASTO_Title',
      ],
      headings: [
        { en: 'We didn’t hear from you', cy: 'Chlywson ni ddim gennych' },
        { en: 'Request denied', cy: 'Gwrthodwyd y cais' },
      ],
      unconfirmed: ['We didn’t hear from you', 'Request denied'],
      errors: ENTRA_ERRORS,
    },
  ] as const satisfies readonly CataloguePage[];
