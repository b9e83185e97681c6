import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { buildTargets, TARGETS } from '../run/build.ts';

const BUNDLE = fileURLToPath(new URL(`../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));
const InstallAnswer = v.looseObject({ program: v.string() });

/**
 * Builds the bridge and has it install itself for the person whose home `env` names.
 * @returns the program that a browser starts
 */
export async function placeProgram(env: NodeJS.ProcessEnv): Promise<string> {
  buildTargets(['bridge']);
  const install = [BUNDLE, 'install', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, install, { env });
  return v.parse(InstallAnswer, JSON.parse(stdout)).program;
}
