import { compileC } from '../compile-c.ts';

const CACHE = new URL('../../../node_modules/.cache/wardkey-pcsc-reader/', import.meta.url);

/** The two native files that a private pcscd needs, as absolute paths. */
export interface NativeFiles {
  readonly handler: string;
  readonly launcher: string;
}

/**
 * Compiles the driver and the launcher with gcc, once for each state of their sources.
 * @throws Error when gcc or libpcsclite-dev is not installed, with what the compiler said
 */
export async function buildNativeFiles(): Promise<NativeFiles> {
  const source = (name: string): URL => new URL(name, import.meta.url);
  const [handler, launcher] = await Promise.all([
    compileC({
      sources: [source('ifd-handler.c'), source('ifd-socket.h')],
      flags: ['-shared', '-fPIC', '-I/usr/include/PCSC'],
      ending: '.so',
      cache: CACHE,
    }),
    compileC({ sources: [source('pcscd-launcher.c')], cache: CACHE }),
  ]);
  return { handler, launcher };
}
