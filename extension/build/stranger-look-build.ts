import { scriptBuild } from './script-build.ts';

/** As the background asks for it. */
export const STRANGER_LOOK_FILE = 'stranger-look.js';

/** The build of the look at a page of strangers. */
export function strangerLookBuild() {
  return scriptBuild({
    entry: 'extension/content/stranger-look.iife.ts',
    name: 'strangerLook',
  });
}
