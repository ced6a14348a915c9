import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeComparison, writePage } from '../../page/write-page.ts';
import { generatedTimeline } from './generated-timeline.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a page', () => {
  test('holds the timeline as JSON that no text in it can end', async () => {
    const timeline = { ...generatedTimeline({ clusters: 2, days: 1 }), fleet: '</script><b>"x".yml' };

    const html = await write((file) => writePage(timeline, file));

    expect(JSON.parse(dataOf(html))).toEqual({ timeline });
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).toContain(
      '<title>policy.yml on &#60;/script&#62;&#60;b&#62;&#34;x&#34;.yml - Dormouse</title>',
    );
  });

  test('holds a large timeline packed', async () => {
    const timeline = generatedTimeline({ clusters: 200 });

    const html = await write((file) => writePage(timeline, file));

    expect(html.length).toBeLessThan(JSON.stringify(timeline).length / 2);
    expect(JSON.parse(inflateRawSync(Buffer.from(dataOf(html), 'base64')).toString())).toEqual({ timeline });
  });

  test('may run nothing but its own script and ask for nothing', async () => {
    const html = await write((file) => writePage(generatedTimeline({ clusters: 1, days: 1 }), file));

    const [, policy = ''] = html.match(/Content-Security-Policy" content="([^"]+)"/) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
    );
    expect(html).not.toMatch(/<link|<img|src="|@import|url\(/);
  });

  test('of two timelines holds both', async () => {
    const [old, now] = [1, 2].map((seed) => generatedTimeline({ clusters: 2, days: 1, seed }));
    if (old === undefined || now === undefined) throw new Error('two timelines');

    const html = await write((file) => writeComparison(old, now, file));

    expect(JSON.parse(dataOf(html))).toEqual({ old, timeline: now });
  });

  test('that cannot be written leaves nothing behind', async () => {
    const timeline = generatedTimeline({ clusters: 1, days: 1 });

    await expect(writePage(timeline, join(folder, 'none', 'page.html'))).rejects.toThrow('ENOENT');

    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

async function write(to: (file: string) => Promise<void>): Promise<string> {
  const file = join(folder, 'page.html');
  await to(file);
  return readFile(file, 'utf8');
}

function dataOf(html: string): string {
  return html.match(/<script type="application\/json" id="data"[^>]*>(.*?)<\/script>/s)?.[1] ?? '';
}
