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
];
const ENOUGH_OF_MICROSOFT = 2;

/**
 * Marks that the NHS's own pages alone have. Those of a federation server are not among them: every
 * organisation that runs one has the same.
 */
const NHS = ['.nhsuk-cis2-cia-header-text', "[id^='nhsRoleId_']"];

/** All that a look at a form looks for. */
export const FORM_SELECTORS: readonly string[] = [...MICROSOFT, ...NHS];

/** Whose form it is like, on a host that is not theirs. */
export function formSigns(shape: FormShape): readonly LookAlikeSign[] {
  const isMicrosofts =
    shape.filter((mark) => MICROSOFT.includes(mark)).length >= ENOUGH_OF_MICROSOFT;
  const isNhs = shape.some((mark) => NHS.includes(mark));
  return [
    ...(isMicrosofts ? (['microsoft-form'] as const) : []),
    ...(isNhs ? (['nhs-form'] as const) : []),
  ];
}
