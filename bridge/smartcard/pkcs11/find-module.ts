import { existsSync } from 'node:fs';

/** Where OpenSC's own module lies on systems that package it. */
const OPENSC: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so',
    '/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so',
    '/usr/lib64/opensc-pkcs11.so',
    '/usr/lib/opensc-pkcs11.so',
  ],
  darwin: ['/Library/OpenSC/lib/opensc-pkcs11.so'],
};

/**
 * The middleware's module: the one that the administrator names, or OpenSC's where it is installed.
 * @returns `null` where there is none
 */
export function findModule(
  named: string | undefined,
  platform: NodeJS.Platform = process.platform,
  isThere: (path: string) => boolean = existsSync,
): string | null {
  return named ?? OPENSC[platform]?.find(isThere) ?? null;
}
