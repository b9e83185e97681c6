import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { UserFolder } from './browsers.ts';

/** The person's own folders, as absolute paths. */
export interface UserPlaces {
  readonly home: string;
  readonly config: string;
  /** Where Wardkey itself is placed. */
  readonly wardkey: string;
}

/**
 * Finds the person's folders by the XDG Base Directory Specification, which says that a path that
 * is not absolute is to be ignored.
 */
export function userPlaces(environment: NodeJS.ProcessEnv, home = homedir()): UserPlaces {
  const folder = (wish: string | undefined, usual: string) =>
    wish !== undefined && isAbsolute(wish) ? wish : join(home, usual);
  return {
    home,
    config: folder(environment['XDG_CONFIG_HOME'], '.config'),
    wardkey: join(folder(environment['XDG_DATA_HOME'], '.local/share'), 'wardkey'),
  };
}

/** The absolute path of a folder of the browsers' table. */
export function inUserPlaces(places: UserPlaces, folder: UserFolder): string {
  return join(places[folder.base], folder.path);
}
