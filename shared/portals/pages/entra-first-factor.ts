import type { CataloguePage } from '../catalogue-page.ts';
import { ENTRA_ERRORS, ENTRA_HOSTS, ENTRA_PATHS } from './entra-paths.ts';

/** Entra: who signs in, and the password. These views change without a change of address. */
export const entraFirstFactorPages = () =>
  [
    {
      id: 'entra-username',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedSignIn'],
      keySelectors: ['#i0116', 'input[name=loginfmt]', 'input[autocomplete*=username]'],
      selectors: [
        '#idSIButton9',
        '#usernameError',
        '#idA_PWD_SwitchToFido[name=switchToFido]',
        '#idA_PWD_SwitchToCredPicker',
        '#cantAccessAccount',
      ],
      texts: [
        { en: 'Sign in', cy: 'Mewngofnodi' },
        { en: 'Sign in to your account', cy: 'Mewngofnodi i’ch cyfrif' },
        { en: 'Sign in to Outlook', cy: 'Mewngofnodi i Outlook' },
        { en: 'Email, phone, or Skype', cy: 'E-bost, ffôn neu Skype' },
        { en: 'Email, phone or Skype' },
        { en: 'Email or phone', cy: 'E-bost neu ffôn' },
        { en: 'someone@example.com' },
        { en: 'Next', cy: 'Nesaf' },
        { en: 'Sign-in options', cy: 'Dewisiadau mewngofnodi' },
        { en: 'Can’t access your account?', cy: 'Methu cael mynediad i’ch cyfrif?' },
      ],
      enoughTexts: 3,
      unconfirmed: [
        'input[autocomplete*=username]',
        'Email, phone or Skype',
        'Email or phone',
        'someone@example.com',
      ],
      errors: ENTRA_ERRORS,
    },
    {
      id: 'entra-pick-account',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedSignIn'],
      keySelectors: ['#tilesHolder', '#otherTile', '#aadTile', '#aadTileTitle', '#msaTile'],
      headings: [{ en: 'Pick an account', cy: 'Dewiswch gyfrif' }],
      actions: [{ en: 'Use another account', cy: 'Defnyddio cyfrif arall' }],
      unconfirmed: ['#tilesHolder', '#otherTile'],
    },
    {
      id: 'entra-password',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedSignIn'],
      keySelectors: [
        '#i0118',
        'input[name=passwd]',
        'input[name=accesspass]',
        'input[autocomplete=current-password]',
      ],
      selectors: [
        '#idSIButton9',
        '#idBtn_Back',
        '#idA_PWD_ForgotPassword',
        '#idA_PWD_SwitchToCredPicker',
        '#idA_PWD_SwitchToFido',
        '#idA_PWD_SwitchToPassword',
        '#passwordError',
        '#displayName',
      ],
      headings: [
        { en: 'Enter password', cy: 'Rhowch gyfrinair' },
        { en: 'Enter your password', cy: 'Rhowch eich cyfrinair' },
      ],
      actions: [
        { en: 'Forgot my password', cy: 'Wedi anghofio fy nghyfrinair' },
        { en: 'Forgotten my password' },
        { en: 'Forgot your password?', cy: 'Wedi anghofio eich cyfrinair?' },
        { en: 'Forgotten your password?' },
      ],
      notUnder: [
        { en: 'Update your password', cy: 'Diweddarwch eich cyfrinair' },
        { en: 'Change your password', cy: 'Newidiwch eich cyfrinair' },
        { en: 'Change password', cy: 'Newid cyfrinair' },
      ],
      texts: [
        { en: 'Sign in', cy: 'Mewngofnodi' },
        { en: 'Sign in with your passkey', cy: 'Mewngofnodi gyda’ch pas-allwedd' },
      ],
      unconfirmed: [
        'input[autocomplete=current-password]',
        'Enter your password',
        'Forgotten my password',
        'Forgot your password?',
        'Forgotten your password?',
      ],
      errors: ENTRA_ERRORS,
    },
    {
      id: 'entra-cred-picker',
      hosts: ENTRA_HOSTS,
      paths: ENTRA_PATHS,
      pageIds: ['ConvergedSignIn'],
      keySelectors: ['#credentialList', "[data-test-cred-id='7']"],
      selectors: ['#idA_PWD_SwitchToCredPicker'],
      headings: [
        { en: 'Choose a way to sign in', cy: 'Dewiswch ffordd o fewngofnodi' },
        { en: 'Sign-in options', cy: 'Dewisiadau mewngofnodi' },
        { en: 'Other ways to sign in', cy: 'Ffyrdd eraill o fewngofnodi' },
      ],
      actions: [
        {
          en: 'Face, fingerprint, PIN, or security key…',
          cy: 'Wyneb, ôl bys, PIN, neu allwedd ddiogelwch…',
        },
        {
          en: 'Face, fingerprint, PIN or security key',
          cy: 'Wyneb, ôl bys, PIN neu allwedd ddiogelwch',
        },
        { en: 'Sign in with a security key', cy: 'Mewngofnodi gydag allwedd ddiogelwch' },
      ],
      unconfirmed: [
        '#credentialList',
        'Other ways to sign in',
        'Face, fingerprint, PIN, or security key…',
      ],
    },
    {
      id: 'entra-fido',
      hosts: ENTRA_HOSTS,
      paths: [/^\/[^/]+\/fido\/(get|create)/],
      decides: 'path',
      selectors: ['#idSIButton9', '#idBtn_Back', '#cancelLink'],
      headings: [
        {
          en: 'Face, fingerprint, PIN, or security key…',
          cy: 'Wyneb, ôl bys, PIN, neu allwedd ddiogelwch…',
        },
        {
          en: 'Face, fingerprint, PIN or security key',
          cy: 'Wyneb, ôl bys, PIN neu allwedd ddiogelwch',
        },
        {
          en: 'Your device will open a security window…',
          cy: 'Bydd eich dyfais yn agor ffenestr ddiogelwch…',
        },
        { en: 'We couldn’t verify you…', cy: 'Doedd dim modd i ni eich dilysu…' },
      ],
      texts: [
        { en: 'Sign in with your passkey', cy: 'Mewngofnodi gyda’ch pas-allwedd' },
        { en: 'Try again', cy: 'Ceisio eto' },
        { en: 'Sign in another way', cy: 'Mewngofnodi mewn ffordd arall' },
      ],
      unconfirmed: [
        '#idSIButton9',
        '#idBtn_Back',
        '#cancelLink',
        'Face, fingerprint, PIN, or security key…',
        'We couldn’t verify you…',
        'Sign in with your passkey',
        'Try again',
        'Sign in another way',
      ],
      rpId: 'login.microsoft.com',
      errors: ENTRA_ERRORS,
    },
    {
      id: 'entra-certauth',
      hosts: [
        'certauth.login.microsoftonline.com',
        't37c354b285b047f5b22207b48d774ee3.certauth.login.microsoftonline.com',
      ],
      paths: [/^\//],
      isWholeHost: true,
      keySelectors: ["[data-test-cred-id='15']"],
      headings: [{ en: 'Certificate validation failed…', cy: 'Methwyd dilysu’r dystysgrif…' }],
      actions: [
        { en: 'Use a certificate or smart card', cy: 'Defnyddio tystysgrif neu gerdyn clyfar' },
      ],
      unconfirmed: ["[data-test-cred-id='15']"],
      errors: ENTRA_ERRORS,
    },
  ] as const satisfies readonly CataloguePage[];
