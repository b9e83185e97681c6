/** What the browser shows by itself: the words files' section `manifest`. */
export type ManifestWords = Readonly<Record<string, string>>;

/**
 * The text of `_locales/LANGUAGE/messages.json`.
 * @param words sentences by key, as in the words file's section `manifest`
 */
export function localeFile(words: ManifestWords): string {
  const messages = Object.entries(words).map(([key, message]) => [key, { message }]);
  return JSON.stringify(Object.fromEntries(messages), null, 2);
}
