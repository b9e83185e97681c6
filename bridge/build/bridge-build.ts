import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { KOFFI_ADDON } from '../install/built-program.ts';
import { PROGRAM_FILES } from '../install/launcher.ts';
import { VERSION } from '../install/product-version.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const FOLDER = 'dist/bridge';

/** How the bridge is built: one file with everything in it, and koffi's addon beside it. */
export function bridgeBuild(): UserConfig {
  return {
    publicDir: false,
    plugins: [packageVersionOnly(), notices(), koffiAddon()],
    ssr: { noExternal: true },
    build: {
      ssr: 'bridge/main.ts',
      outDir: FOLDER,
      target: 'node26',
      minify: true,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: PROGRAM_FILES.bundle, codeSplitting: false },
      },
    },
  };
}

/** Of package.json the bridge needs its version; the rest is nothing that it should carry. */
function packageVersionOnly(): Plugin {
  return {
    name: 'wardkey-package-version',
    load: (id) =>
      basename(id) === 'package.json' ? JSON.stringify({ version: VERSION }) : undefined,
  };
}

/** Writes down whose work went into the bundle. */
function notices(): Plugin {
  return {
    name: 'wardkey-third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      const source = thirdPartyNotices(modules);
      this.emitFile({ type: 'asset', fileName: PROGRAM_FILES.notices, source });
    },
  };
}

/** Lays the prebuilt addon of this machine where koffi looks for it from within the bundle. */
function koffiAddon(): Plugin {
  return {
    name: 'wardkey-koffi-addon',
    writeBundle() {
      const { platform, arch } = process;
      const prebuilt = join('node_modules/@koromix', `koffi-${platform}-${arch}`);
      const placed = join(FOLDER, KOFFI_ADDON);
      mkdirSync(dirname(placed), { recursive: true });
      copyFileSync(join(prebuilt, `${platform}_${arch}`, 'koffi.node'), placed);
    },
  };
}
