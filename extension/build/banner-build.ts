import { scriptBuild } from './script-build.ts';
import { styleText } from './style-build.ts';

/** As the background asks for it. */
export const BANNER_FILE = 'banner.js';
const PIXELS_PER_REM = 16;

/** The build of the banner, with the text of its style sheet in its script. */
export function bannerBuild() {
  return scriptBuild({
    entry: 'extension/content/banner/banner.iife.ts',
    name: 'banner',
    define: { BANNER_STYLE: JSON.stringify(bannerStyle()) },
  });
}

/** In a page, the root is the page's own, and so is the size of a rem. */
function bannerStyle(): string {
  return styleText('extension/content/banner/banner.scss')
    .replaceAll(':root', ':host')
    .replace(/([\d.]+)rem/g, (_, size: string) => `${Number(size) * PIXELS_PER_REM}px`);
}
