import { open, rename, rm } from 'node:fs/promises';

/** Writes a file, in one piece or many, that appears whole or not at all, also when it is interrupted. */
export async function writeWhole(path: string, pieces: string | Iterable<string>): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    const file = await open(part, 'w');
    try {
      for (const piece of typeof pieces === 'string' ? [pieces] : pieces) await file.write(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
