import type { TestProject } from 'vitest/node';
import { buildShim, SHIM } from '../virtual/hid-device/shim.ts';

/** Runs before this project's workers start, and has them start with the shim. */
export async function setup(project: TestProject): Promise<void> {
  await buildShim();
  project.config.env = { ...project.config.env, LD_PRELOAD: SHIM };
}
