/** A folder below one of the person's own: `config` is `~/.config` unless XDG says otherwise. */
export interface UserFolder {
  readonly base: 'home' | 'config';
  readonly path: string;
}

interface LinuxPlaces {
  /** Is there once the person has used the browser. */
  readonly profile: UserFolder;
  /** Below {@link profile} or beside it: where the browser looks for manifests of one person. */
  readonly user: UserFolder;
  /**
   * Where it looks for manifests of the whole machine: the first, and in another where its parent
   * is there, as on systems that keep 64-bit libraries apart.
   */
  readonly system: readonly [string, ...string[]];
  /** One of these is there where the browser is installed for everybody. */
  readonly installed: readonly string[];
}

interface MacPlaces {
  /** Below the person's home, every one to be written. */
  readonly user: readonly string[];
  readonly system: readonly string[];
}

/** Where a browser looks for native messaging manifests. */
export interface BrowserRow {
  readonly name: string;
  /** The manifest's form: who is allowed is written differently. */
  readonly form: 'chromium' | 'firefox';
  readonly linux: LinuxPlaces;
  readonly darwin: MacPlaces;
  /** Keys below HKLM or HKCU whose subkey, named as the host, has the manifest's path as value. */
  readonly win32: readonly string[];
}

/**
 * The browsers that Wardkey is set up for. Edge on Windows also reads Chromium's and Chrome's keys,
 * and Brave Chrome's; on macOS Brave is known to have read both folders, so both are written.
 *
 * Source: the browsers' own documentation of native messaging, gathered November 2026.
 */
export const BROWSERS: readonly BrowserRow[] = [
  {
    name: 'Chromium',
    form: 'chromium',
    linux: {
      profile: { base: 'config', path: 'chromium' },
      user: { base: 'config', path: 'chromium/NativeMessagingHosts' },
      system: ['/etc/chromium/native-messaging-hosts'],
      installed: ['/usr/bin/chromium', '/usr/bin/chromium-browser'],
    },
    darwin: {
      user: ['Library/Application Support/Chromium/NativeMessagingHosts'],
      system: ['/Library/Application Support/Chromium/NativeMessagingHosts'],
    },
    win32: ['Software\\Chromium\\NativeMessagingHosts'],
  },
  {
    name: 'Google Chrome',
    form: 'chromium',
    linux: {
      profile: { base: 'config', path: 'google-chrome' },
      user: { base: 'config', path: 'google-chrome/NativeMessagingHosts' },
      system: ['/etc/opt/chrome/native-messaging-hosts'],
      installed: ['/opt/google/chrome'],
    },
    darwin: {
      user: ['Library/Application Support/Google/Chrome/NativeMessagingHosts'],
      system: ['/Library/Google/Chrome/NativeMessagingHosts'],
    },
    win32: ['Software\\Google\\Chrome\\NativeMessagingHosts'],
  },
  {
    name: 'Microsoft Edge',
    form: 'chromium',
    linux: {
      profile: { base: 'config', path: 'microsoft-edge' },
      user: { base: 'config', path: 'microsoft-edge/NativeMessagingHosts' },
      system: ['/etc/opt/edge/native-messaging-hosts'],
      installed: ['/opt/microsoft/msedge'],
    },
    darwin: {
      user: ['Library/Application Support/Microsoft Edge/NativeMessagingHosts'],
      system: ['/Library/Microsoft/Edge/NativeMessagingHosts'],
    },
    win32: ['Software\\Microsoft\\Edge\\NativeMessagingHosts'],
  },
  {
    name: 'Brave',
    form: 'chromium',
    linux: {
      profile: { base: 'config', path: 'BraveSoftware/Brave-Browser' },
      user: { base: 'config', path: 'BraveSoftware/Brave-Browser/NativeMessagingHosts' },
      system: ['/etc/opt/chrome/native-messaging-hosts'],
      installed: ['/opt/brave.com/brave'],
    },
    darwin: {
      user: [
        'Library/Application Support/BraveSoftware/Brave-Browser/NativeMessagingHosts',
        'Library/Application Support/Google/Chrome/NativeMessagingHosts',
      ],
      system: [],
    },
    win32: [
      'Software\\Google\\Chrome\\NativeMessagingHosts',
      'Software\\BraveSoftware\\Brave-Browser\\NativeMessagingHosts',
    ],
  },
  {
    name: 'Firefox',
    form: 'firefox',
    linux: {
      profile: { base: 'home', path: '.mozilla/firefox' },
      user: { base: 'home', path: '.mozilla/native-messaging-hosts' },
      system: [
        '/usr/lib/mozilla/native-messaging-hosts',
        '/usr/lib64/mozilla/native-messaging-hosts',
      ],
      installed: ['/usr/bin/firefox', '/usr/bin/firefox-esr'],
    },
    darwin: {
      user: ['Library/Application Support/Mozilla/NativeMessagingHosts'],
      system: ['/Library/Application Support/Mozilla/NativeMessagingHosts'],
    },
    win32: ['Software\\Mozilla\\NativeMessagingHosts'],
  },
];
