import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { manualPage } from '../cli/manual/manual-page.ts';
import { webPage } from '../cli/manual/web-page.ts';
import { HID_ADDON, KOFFI_ADDON } from '../install/built-program.ts';
import { PROGRAM_FILES } from '../install/launcher.ts';
import { VERSION } from '../install/product-version.ts';
import { asciiOnly } from './ascii-only.ts';
import { nodeOnDemand } from './node-on-demand.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

const FOLDER = 'dist/bridge';

/** Whose work is part of an addon, and where their licences lie. */
const INSIDE_ADDONS = new Map([['hidapi', 'node_modules/node-hid/hidapi']]);

/** How the bridge is built: one file with everything in it, and the addons beside it. */
export function bridgeBuild(): UserConfig {
  return {
    publicDir: false,
    plugins: [
      nodeOnDemand(),
      packageVersionOnly(),
      hidBinding(),
      notices(),
      manuals(),
      addons(),
      asciiOnly(),
    ],
    ssr: { noExternal: true },
    // node-hid names its own folder, which a bundle has not; hidBinding() does not look at it.
    define: { __dirname: "''" },
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
      const source = thirdPartyNotices(modules, INSIDE_ADDONS);
      this.emitFile({ type: 'asset', fileName: PROGRAM_FILES.notices, source });
    },
  };
}

/** The manual of the command line, for `man` and for a browser. */
function manuals(): Plugin {
  return {
    name: 'wardkey-manuals',
    generateBundle() {
      const files = [
        ['wardkey.1', manualPage('en', VERSION)],
        ['wardkey.html', webPage('en', VERSION)],
      ] as const;
      for (const [fileName, lines] of files) {
        this.emitFile({ type: 'asset', fileName, source: `${lines.join('\n')}\n` });
      }
    },
  };
}

/** In the place of what searches a package for prebuilt addons, and finds none in a bundle. */
function hidBinding(): Plugin {
  return {
    name: 'wardkey-hid-binding',
    load: (id) =>
      id.endsWith('/pkg-prebuilds/bindings.js')
        ? `module.exports = () => require('./${HID_ADDON}');`
        : undefined,
    resolveId: (id) => (id === `./${HID_ADDON}` ? { id, external: true } : undefined),
  };
}

/** Lays the prebuilt addons of this machine where they are looked for from within the bundle. */
function addons(): Plugin {
  const { platform, arch } = process;
  const koffi = `@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`;
  const driver = platform === 'linux' ? 'HID_hidraw' : 'HID';
  const hid = `node-hid/prebuilds/${driver}-${platform}-${arch}/node-napi-v4.node`;
  return {
    name: 'wardkey-addons',
    writeBundle() {
      place(koffi, KOFFI_ADDON);
      place(hid, HID_ADDON);
    },
  };
}

/**
 * @param prebuilt path below `node_modules`
 * @param file path below the built folder
 */
function place(prebuilt: string, file: string): void {
  const placed = join(FOLDER, file);
  mkdirSync(dirname(placed), { recursive: true });
  copyFileSync(join('node_modules', prebuilt), placed);
}
