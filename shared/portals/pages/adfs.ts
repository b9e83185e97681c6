import type { CataloguePage } from '../catalogue-page.ts';

/**
 * The federation server of NHS.net Connect. Its guidance of July 2024 calls it deprecated; it still
 * answered in September 2026, so that it stays.
 */
export const adfsPages = () =>
  [
    {
      id: 'adfs-hrd',
      hosts: ['fs.nhs.net'],
      paths: [/^\/adfs\/ls/],
      keySelectors: ['#hrd', '#emailInput', 'input[name=Email]', 'input[name=HomeRealmByEmail]'],
      texts: [{ en: 'Next', cy: 'Nesaf' }],
    },
    {
      id: 'adfs-login',
      hosts: ['fs.nhs.net'],
      paths: [/^\/adfs\/(ls|oauth2)/],
      keySelectors: [
        '#loginForm',
        '#userNameInput[name=UserName]',
        '#passwordInput[name=Password]',
        'input[name=UserName]',
        'input[name=Kmsi]',
        '#CertificateAuthentication',
      ],
      selectors: ['#kmsiInput[name=Kmsi]', '#submitButton[role=button]', '#errorText[role=alert]'],
      headings: [
        {
          en: 'Incorrect user ID or password. Type the correct user ID and password, and try again.',
          cy: 'ID defnyddiwr neu gyfrinair anghywir. Teipiwch yr ID defnyddiwr a’r cyfrinair cywir, a cheisiwch eto.',
        },
      ],
      actions: [{ en: 'Keep me signed in', cy: 'Fy nghadw wedi mewngofnodi' }],
      texts: [{ en: 'Sign in', cy: 'Mewngofnodi' }],
      errors: { family: 'federation', at: ['#errorText'] },
    },
  ] as const satisfies readonly CataloguePage[];
