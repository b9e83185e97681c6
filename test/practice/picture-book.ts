import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer';

/** The screens of one run, as numbered PNG files in one folder. */
export class PictureBook {
  readonly folder: string;
  readonly files: string[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Opens a folder for pictures; those of an earlier run are written over. */
  static async open(folder: string): Promise<PictureBook> {
    const path = resolve(folder);
    await mkdir(path, { recursive: true });
    return new PictureBook(path);
  }

  /** Takes a picture of what a page shows now. @param name what is on it, in words for a file name */
  async take(page: Page, name: string): Promise<void> {
    const number = String(this.files.length + 1).padStart(2, '0');
    const path: `${string}.png` = `${join(this.folder, number)}-${name}.png`;
    await page.screenshot({ path });
    this.files.push(path);
  }
}
