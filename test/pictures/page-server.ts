import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { pagePolicy } from '../../extension/build/edition-manifest.ts';
import { SASS_OPTIONS } from '../../extension/build/style-build.ts';
import { CHECK_UP_HOSTS } from '../../shared/portals/asked-portals.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const PAGES = {
  popup: 'extension/pages/popup/popup.html',
  'sign-in': 'extension/pages/sign-in/sign-in.html',
  'check-up': 'extension/pages/check-up/check-up.html',
  guide: 'extension/pages/guide/guide.html',
  help: 'extension/pages/help/help.html',
  settings: 'extension/pages/settings/settings.html',
} as const;
export type PageName = keyof typeof PAGES;

export interface PageServer {
  address(page: PageName): string;
  close(): Promise<void>;
}

/**
 * Builds the product's pages and serves them on loopback, with the content security policy of the
 * extension, so that a page that breaks it breaks here too.
 * @param folder for the build; it is emptied
 */
export async function servePages(folder: string): Promise<PageServer> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    css: { preprocessorOptions: { scss: SASS_OPTIONS } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: false,
      target: 'es2024',
      rolldownOptions: { input: Object.values(PAGES) },
    },
  });
  const policy = pagePolicy(CHECK_UP_HOSTS).extension_pages;
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('No port was bound');
  return {
    address: (page) => `http://127.0.0.1:${bound.port}/${PAGES[page]}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
