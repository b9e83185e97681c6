import { scriptBuild } from './script-build.ts';

/** The banner's style sheets, in order: the build puts their text into its script. */
export const BANNER_STYLES = [
  'extension/ui/styles/tokens.css',
  'extension/content/banner/banner.css',
];
/** As the background asks for it. */
export const BANNER_FILE = 'banner.js';
const PIXELS_PER_REM = 16;

/** The build of the banner. @param styles texts of {@link BANNER_STYLES} */
export function bannerBuild(styles: readonly string[]) {
  return scriptBuild({
    entry: 'extension/content/banner/banner.iife.ts',
    name: 'banner',
    define: { BANNER_STYLE: JSON.stringify(bannerStyle(styles)) },
  });
}

/** In a page, the root is the page's own, and so is the size of a rem. */
function bannerStyle(styles: readonly string[]): string {
  return styles
    .join('\n')
    .replaceAll(':root', ':host')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/([\d.]+)rem/g, (_, size: string) => `${Number(size) * PIXELS_PER_REM}px`)
    .replace(/\s+/g, ' ');
}
