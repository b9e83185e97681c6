/** The colours of Wardkey and the card's own rules: one text, put in by the build. */
declare const BANNER_STYLE: string;

/** Gives a shadow root its looks without an inline style, which strict pages forbid. */
export function adopt(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BANNER_STYLE);
  root.adoptedStyleSheets = [sheet];
}
