import type { CataloguePage } from '../catalogue-page.ts';

/** The choice between a Care Identity and an account, on whichever host it stands: its words decide. */
export const nhsmailSignInPages = () =>
  [
    {
      id: 'nhsmail-sign-in',
      hosts: ['login.microsoftonline.com', 'fs.nhs.net', 'portal.nhs.net'],
      paths: [/^\//],
      decides: 'text',
      actions: [{ en: 'Log in with my Care Identity', cy: 'Mewngofnodi gyda fy Hunaniaeth Gofal' }],
      texts: [{ en: 'Sign in with another account', cy: 'Mewngofnodi gyda chyfrif arall' }],
    },
  ] as const satisfies readonly CataloguePage[];
