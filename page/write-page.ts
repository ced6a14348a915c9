import { rename, rm, writeFile } from 'node:fs/promises';
import type { Timeline } from '../timeline/timeline.ts';
import type { Content } from './browser/data/content.ts';
import { bundle } from './bundle.ts';
import { embed } from './embed.ts';
import { pageHtml } from './html.ts';

/**
 * Writes one self-contained HTML page that shows a timeline: it opens from disk and asks the network for nothing.
 *
 * @throws when the file cannot be written.
 */
export async function writePage(timeline: Timeline, file: string): Promise<void> {
  const { policy, fleet } = timeline;
  await write({ timeline }, `${policy} on ${fleet}`, file);
}

/**
 * Writes the page of two timelines of one fleet, one above the other, with what differs marked.
 *
 * @throws when the file cannot be written.
 */
export async function writeComparison(old: Timeline, now: Timeline, file: string): Promise<void> {
  await write({ old, timeline: now }, `${now.policy} compared with ${old.policy}`, file);
}

/** The file appears whole or not at all. */
async function write(content: Content, title: string, file: string): Promise<void> {
  const [code, data] = await Promise.all([bundle(), embed(content)]);
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, pageHtml(title, code, data));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
