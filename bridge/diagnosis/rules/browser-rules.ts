/** What an administrator has ruled in a browser, as far as a sign-in needs it. */
export interface BrowserRules {
  readonly isExtensionBarred: boolean;
  readonly isNativeMessagingBarred: boolean;
  /** Whether manifests of one person count for nothing. */
  readonly areUserManifestsBarred: boolean;
  /** Whether a portal at a host may keep no cookie in its own pages. */
  barsCookiesOf(host: string): boolean;
  /** Whether a program on this computer may keep none where a portal's page asks it. */
  readonly areLocalCookiesBarred: boolean;
  /** Whether pages of a host may not ask programs on this computer. */
  barsLocalNetworkOf(host: string): boolean;
}

/** Under which the programs that bring smartcards to web pages are asked. */
export const LOCAL_HOST = 'localhost';
