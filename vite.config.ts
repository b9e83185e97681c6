import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';
import { bridgeBuild } from './bridge/build/bridge-build.ts';
import { thirdPartyNotices } from './bridge/build/third-party-notices.ts';
import { BANNER_FILE, bannerBuild } from './extension/build/banner-build.ts';
import { catalogueScript, compiledCatalogue } from './extension/build/compiled-catalogue.ts';
import { EDITIONS, type Edition, editionManifest } from './extension/build/edition-manifest.ts';
import { INTERCEPTION_FILE, interceptionBuild } from './extension/build/interception-build.ts';
import { localeFile } from './extension/build/locale-files.ts';
import {
  PAGE_CATALOGUE_FILE,
  PAGE_LOOK_FILE,
  PAGE_PAGES_FILE,
  pageLookBuild,
  pagePagesBuild,
} from './extension/build/page-look-builds.ts';
import { STRANGER_LOOK_FILE, strangerLookBuild } from './extension/build/stranger-look-build.ts';
import { SASS_OPTIONS } from './extension/build/style-build.ts';
import { NOTICES_FILE } from './extension/ui/notices-file.ts';
import { CHECK_UP_HOSTS } from './shared/portals/asked-portals.ts';
import { CATALOGUE_HOSTS, READ_HOSTS } from './shared/portals/portals.ts';
import * as v from './shared/schema/schema.ts';
import { policyPagesOf } from './shared/settings/policy-pages.ts';
import { type PortalSetting, PortalSettings } from './shared/settings/portal-settings.ts';
import { Settings } from './shared/settings/settings.ts';
import { settingsSchema } from './shared/settings/settings-schema.ts';

/** `vite build --mode full | guide | firefox`: one edition of the extension each; `bridge`: the bridge. */
export default defineConfig(({ mode }) => {
  const build = buildOf(mode);
  return { ...build, plugins: [productOnly(), ...(build.plugins ?? [])] };
});

function buildOf(mode: string): UserConfig {
  if (mode === 'bridge') return bridgeBuild();
  const edition = EDITIONS.find((name) => name === mode);
  if (edition === undefined) throw new Error(`No such build: ${mode}`);
  return extensionBuild(edition);
}

/**
 * What is installed contains no way to attach a virtual device, nor any other code of the tests:
 * a module of test/ ends the build.
 */
function productOnly(): Plugin {
  return {
    name: 'wardkey-product-only',
    enforce: 'pre',
    load(id) {
      const path = relative(import.meta.dirname, id);
      if (path.split(sep)[0] === 'test') this.error(`test code in a product: ${path}`);
    },
  };
}

/** Leaves the lists of the catalogue to the script that has them as strings. */
function catalogueInStrings(): Plugin {
  const folder = join(import.meta.dirname, 'shared/portals/pages');
  return {
    name: 'wardkey-catalogue',
    enforce: 'pre',
    transform: (source, id) => (dirname(id) === folder ? compiledCatalogue(source) : null),
  };
}

/** What the style sheets are made with: its package brings no licence, and Sass tells of no modules. */
const IN_STYLES = new Map([['nhsuk-frontend', 'extension/build/nhsuk-frontend']]);

/** Writes down whose work went into the extension. @param others modules of the scripts beside it */
function notices(others: ReadonlySet<string>): Plugin {
  return {
    name: 'wardkey-third-party-notices',
    generateBundle: {
      // The scripts beside the bundle are built by then.
      order: 'post',
      handler() {
        const source = thirdPartyNotices([...this.getModuleIds(), ...others], IN_STYLES);
        this.emitFile({ type: 'asset', fileName: NOTICES_FILE, source });
      },
    },
  };
}

/**
 * Adds a script to a build of the extension, as one file of its own.
 * @param modules gets the paths of what the script is made of
 */
function ownScript(
  fileName: string,
  config: () => ReturnType<typeof bannerBuild>,
  modules: Set<string>,
  plugins: Plugin[] = [],
): Plugin {
  return {
    name: `wardkey-${fileName}`,
    async generateBundle() {
      const [built] = [await build({ ...config(), plugins: [productOnly(), ...plugins] })].flat();
      const chunk = built !== undefined && 'output' in built ? built.output[0] : undefined;
      if (chunk === undefined) this.error(`${fileName} could not be built`);
      for (const id of chunk.moduleIds) modules.add(id);
      this.emitFile({ type: 'asset', fileName, source: chunk.code });
    },
  };
}

function pageCatalogueScript(): Plugin {
  return {
    name: `wardkey-${PAGE_CATALOGUE_FILE}`,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: PAGE_CATALOGUE_FILE, source: catalogueScript() });
    },
  };
}

/** Names a file of portals that this build is to know: a list as in a policy's `portals`. */
const PORTALS_FILE = 'WARDKEY_PORTALS_FILE';

/** @throws ValiError for a file in another form */
function builtInPortals(): readonly PortalSetting[] {
  const file = process.env[PORTALS_FILE];
  if (file === undefined) return [];
  return v.parse(PortalSettings, JSON.parse(readFileSync(file, 'utf8')));
}

function extensionBuild(edition: Edition): UserConfig {
  const portals = builtInPortals();
  const { hosts } = policyPagesOf(portals);
  const modules = new Set<string>();
  return {
    define: {
      ...(portals.length > 0 && { WARDKEY_PORTALS: JSON.stringify(portals) }),
      ...(edition === 'firefox' && { WARDKEY_INTERCEPTION: 'true' }),
    },
    publicDir: generatedFiles(edition),
    css: { preprocessorOptions: { scss: SASS_OPTIONS } },
    build: {
      outDir: `dist/extension/${edition}`,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: [
          'sign-in/sign-in',
          'guide/guide',
          'help/help',
          'check-up/check-up',
          'card/card',
        ].map((page) => `extension/pages/${page}.html`),
      },
    },
    plugins: [
      ownScript(BANNER_FILE, bannerBuild, modules),
      pageCatalogueScript(),
      ownScript(PAGE_PAGES_FILE, pagePagesBuild, modules, [catalogueInStrings()]),
      ownScript(PAGE_LOOK_FILE, pageLookBuild, modules),
      ownScript(STRANGER_LOOK_FILE, strangerLookBuild, modules),
      ...(edition === 'firefox' ? [ownScript(INTERCEPTION_FILE, interceptionBuild, modules)] : []),
      notices(modules),
      crx({
        manifest: editionManifest(edition, {
          seen: [...CATALOGUE_HOSTS, ...hosts],
          read: [...READ_HOSTS, ...hosts],
          asked: CHECK_UP_HOSTS,
        }),
        browser: edition === 'firefox' ? 'firefox' : 'chrome',
      }),
    ],
  };
}

/** Files that the manifest names and that follow from `shared`; vite copies them as they are. */
function generatedFiles(edition: Edition): string {
  const folder = join('node_modules/.cache/wardkey', edition);
  rmSync(folder, { recursive: true, force: true });
  for (const file of readdirSync('shared/words').filter((name) => name.endsWith('.json'))) {
    const locale = join(folder, '_locales', file.replace('.json', ''));
    mkdirSync(locale, { recursive: true });
    const words: { manifest: Record<string, string> } = JSON.parse(
      readFileSync(join('shared/words', file), 'utf8'),
    );
    writeFileSync(join(locale, 'messages.json'), localeFile(words.manifest));
  }
  if (edition !== 'firefox') {
    writeFileSync(
      join(folder, 'managed-schema.json'),
      JSON.stringify(settingsSchema(Settings, false)),
    );
  }
  return folder;
}
