import type { CataloguePage } from '../catalogue-page.ts';
import { ENTRA_ERRORS, ENTRA_HOSTS, ENTRA_PATHS } from './entra-paths.ts';

/** Entra: what may come between the factors and the page that the person wanted. */
export const entraInterruptPages = () =>
  [
    {
      id: 'entra-kmsi',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['KmsiInterrupt'],
      keySelectors: ['#KmsiCheckboxField', '#KmsiDescription'],
      selectors: ['#idSIButton9', '#idBtn_Back'],
      headings: [{ en: 'Stay signed in?', cy: 'Parhau wedi mewngofnodi?' }],
      texts: [{ en: 'Don’t show this again', cy: 'Peidio â dangos hyn eto' }],
    },
    {
      id: 'entra-more-info',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedProofUpRedirect'],
      keySelectors: [
        '#ProofUpDescription',
        '#idSubmit_ProofUp_Redirect',
        '#skipMfaRegistrationLink',
      ],
      headings: [
        { en: 'More information required', cy: 'Angen rhagor o wybodaeth' },
        {
          en: 'Your organization needs more information to keep your account secure',
          cy: 'Mae angen rhagor o wybodaeth ar eich sefydliad i gadw’ch cyfrif yn ddiogel',
        },
        { en: 'Your organisation needs more information to keep your account secure' },
        { en: 'Let’s keep your account secure', cy: 'Gadewch i ni gadw’ch cyfrif yn ddiogel' },
      ],
      texts: [{ en: 'Skip for now', cy: 'Neidio am nawr' }],
      unconfirmed: [
        '#idSubmit_ProofUp_Redirect',
        'Your organisation needs more information to keep your account secure',
        'Let’s keep your account secure',
      ],
    },
    {
      id: 'entra-error',
      hosts: ENTRA_HOSTS,
      paths: [/^\//],
      pageIds: ['ConvergedError'],
      keySelectors: ['#service_exception_message', '#exceptionMessageContainer'],
      headings: [
        {
          en: 'Sorry, but we’re having trouble signing you in.',
          cy: 'Mae’n ddrwg gennym, ond rydym yn cael trafferth eich mewngofnodi.',
        },
        { en: 'AADSTS…' },
      ],
      unconfirmed: ['ConvergedError', '#exceptionMessageContainer'],
      errors: ENTRA_ERRORS,
    },
    {
      id: 'entra-sso-redirect',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['CmsiInterrupt', 'ConvergedConsent', 'ConvergedChangePassword', 'BssoInterrupt'],
      unconfirmed: ['ConvergedConsent', 'ConvergedChangePassword', 'BssoInterrupt'],
    },
  ] as const satisfies readonly CataloguePage[];
