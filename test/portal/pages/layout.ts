/** Text made safe for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #f3f1ec; color: #222; }
  .note { padding: 6px 16px; background: #5b3a8c; color: #fff; }
  main { max-width: 440px; margin: 48px auto; padding: 32px; background: #fff; border-radius: 8px; }
  h1, [role=heading] { font-size: 24px; font-weight: 600; line-height: 1.25; margin: 0 0 16px; }
  button, input, select { font: inherit; padding: 8px 14px; box-sizing: border-box; }
  input, select { width: 100%; margin: 4px 0 16px; }
  button { border: 0; border-radius: 4px; background: #5b3a8c; color: #fff; cursor: pointer; }
  button.plain { background: none; color: #5b3a8c; text-decoration: underline; padding-left: 0; }
  iframe { width: 100%; height: 320px; border: 1px solid #999; }
  #outcome[data-state=failed] { color: #a3120a; }
  #outcome[data-state=verified] { color: #0b6b31; }
`;

export interface Page {
  readonly title: string;
  /** HTML of the page's main part. */
  readonly main: string;
  /** Name of a file in `test/portal/scripts`, without its ending. */
  readonly script?: string;
  /** Handed to the script as JSON. */
  readonly plan?: Readonly<Record<string, unknown>>;
  /** Content of `meta[name=PageID]`, as Entra's pages carry it. */
  readonly pageId?: string;
}

/** A whole page: it says that it is a practice portal, and looks like nobody's real one. */
export function layout(page: Page): { html: string } {
  const plan = JSON.stringify(page.plan ?? {}).replaceAll('<', '\\u003c');
  const script = page.script
    ? `<script type="importmap">{"imports":{"@simplewebauthn/browser":"/vendor/simplewebauthn/index.js"}}</script>
<script type="application/json" id="plan">${plan}</script>
<script type="module" src="/scripts/${page.script}.ts"></script>`
    : '';
  // A page with a script shows itself from there, so that nothing can be clicked too early.
  const main = page.script ? `<template id="step">${page.main}</template>` : page.main;
  const pageId = page.pageId ? `<meta name="PageID" content="${page.pageId}">` : '';
  return {
    html: `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${pageId}
<link rel="icon" href="data:,"><title>${escapeHtml(page.title)}</title><style>${STYLE}</style></head>
<body><div class="note">Practice portal: nothing here leaves this computer.</div>
<main>${main}</main>
${script}</body></html>`,
  };
}

/** Where a page's script shows how a ceremony went. */
export const OUTCOME = '<p id="outcome" data-state="idle" role="status"></p>';
