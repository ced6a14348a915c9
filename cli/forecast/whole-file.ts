import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file that appears whole or not at all, also when it is interrupted. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
