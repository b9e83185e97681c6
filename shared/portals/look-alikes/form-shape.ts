import type { LookAlikeSign } from '../page-match.ts';

/** What one look at a page's form found, of the selectors of {@link FORM_SELECTORS}. */
export type FormShape = readonly string[];

/** Marks of Entra's forms: several of them on one page are no chance. */
const MICROSOFT = [
  '#i0116',
  '#i0118',
  '#idSIButton9',
  'input[name=loginfmt]',
  'input[name=passwd]',
  '#idTxtBx_SAOTCC_OTC',
  '#idRichContext_DisplaySign',
  '#idDiv_SAOTCS_Proofs',
  '#idA_PWD_ForgotPassword',
  '#KmsiCheckboxField',
  'meta[name=PageID]',
  '#credentialList',
  '[data-test-cred-id]',
  'div[data-value]',
  '#tilesHolder',
  '#otherTile',
  '#ProofUpDescription',
  '#idDiv_SAOTCAS_Title',
];
/** What every view of Entra's sign-in names itself by: enough alone. */
const MICROSOFT_ALONE = 'meta[name=PageID][content^=Converged]';
const ENOUGH_OF_MICROSOFT = 2;

/**
 * Marks that the NHS's own pages alone have. Those of a federation server are not among them: every
 * organisation that runs one has the same.
 */
const NHS = [
  '.nhsuk-cis2-cia-header-text',
  "[id^='nhsRoleId_']",
  "[href^='/Home/AcceptablePolicy' i]",
  "form[action^='/Home/AcceptablePolicy' i]",
];

/** The start page of the portal has both; either is on other people's pages too. */
const NHS_TOGETHER = [
  "a[href^='/Home/Login' i]",
  "a[href^='https://passwordreset.microsoftonline.com']",
];

/** All that a look at a form looks for. */
export const FORM_SELECTORS: readonly string[] = [
  ...MICROSOFT,
  MICROSOFT_ALONE,
  ...NHS,
  ...NHS_TOGETHER,
];

/** Whose form it is like, on a host that is not theirs. */
export function formSigns(shape: FormShape): readonly LookAlikeSign[] {
  const isMicrosofts =
    shape.includes(MICROSOFT_ALONE) ||
    shape.filter((mark) => MICROSOFT.includes(mark)).length >= ENOUGH_OF_MICROSOFT;
  const isNhs =
    shape.some((mark) => NHS.includes(mark)) || NHS_TOGETHER.every((mark) => shape.includes(mark));
  return [
    ...(isMicrosofts ? (['microsoft-form'] as const) : []),
    ...(isNhs ? (['nhs-form'] as const) : []),
  ];
}
