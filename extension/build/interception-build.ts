import { scriptBuild } from './script-build.ts';

/** As the background asks for it. */
export const INTERCEPTION_FILE = 'interception.js';

/** The build of the script that hands pages' calls for a key on, in Firefox. */
export function interceptionBuild() {
  return scriptBuild({
    entry: 'extension/content/interception/interception.iife.ts',
    name: 'interception',
  });
}
