import { WardkeyError } from '../../shared/errors/wardkey-error.ts';

/**
 * The places of other systems are in the table; nothing was run there, so nothing is done there.
 * @throws WardkeyError `install-unsupported-system`
 */
export function requireLinux(platform: NodeJS.Platform): void {
  if (platform !== 'linux') {
    throw new WardkeyError('install-unsupported-system', { facts: { system: platform } });
  }
}
