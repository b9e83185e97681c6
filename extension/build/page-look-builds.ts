import { scriptBuild } from './script-build.ts';

/** As the background asks for them, in that order. */
export const PAGE_CATALOGUE_FILE = 'page-catalogue.js';
export const PAGE_PAGES_FILE = 'page-pages.js';
export const PAGE_LOOK_FILE = 'page-look.js';

/** The build of what reads the catalogue. */
export function pagePagesBuild() {
  return scriptBuild({ entry: 'extension/content/page-pages.iife.ts', name: 'pagePages' });
}

/** The build of what looks at them. */
export function pageLookBuild() {
  return scriptBuild({ entry: 'extension/content/page-look.iife.ts', name: 'pageLook' });
}
