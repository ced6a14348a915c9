/**
 * Messages stay in the queues while a stack is updated, or set back to an earlier version: for a day at most. So each
 * version reads what the one before it has written, and an earlier one what this one writes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import { followedKinds } from '../../../shared/policy/model/actions.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { drillBody } from '../../../shared/runtime/queue/followed-drill.ts';
import { readMessage } from '../../../shared/runtime/queue/message.ts';

const recorded = z.array(
  z.object({ name: z.string(), body: z.string(), meaning: z.record(z.string(), z.unknown()) }),
);

const folder = new URL('recorded/', import.meta.url);
const versions = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

function messagesOf(version: string): z.infer<typeof recorded> {
  return recorded.parse(JSON.parse(readFileSync(new URL(`${version}.json`, folder), 'utf8')));
}

const all = versions.flatMap((version) => messagesOf(version).map((each) => ({ version, ...each })));

test.each(all)('$version: $name is understood as it was meant', ({ body, meaning }) => {
  expect(readMessage(body)).toEqual(meaning);
});

test.each(all.filter(({ name }) => name !== 'what somebody asks for'))(
  '$version: $name with keys of a later version means the same',
  ({ body, meaning }) => {
    const later = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? {
            ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, later(inner)])),
            later: { a: 1 },
          }
        : value;

    expect(readMessage(JSON.stringify(later(JSON.parse(body))))).toEqual(meaning);
  },
);

test('a kind of message that only a later version knows becomes a dead letter, and holds up nobody', () => {
  const { body } = messagesOf('0.1.0').find(({ name }) => name.endsWith('stop-cluster')) ?? { body: '{}' };
  const unknown = [body.replace('stop-cluster', 'rename-cluster'), '{"later":{"account":"111122223333"}}'];

  expect(unknown.map((text) => readMessage(text).kind)).toEqual(['poison', 'poison']);
});

test('what this version writes is recorded, so that the next one is tested with it', () => {
  const messages = messagesOf(manifest.version);
  const written = messages.flatMap(({ meaning }) => {
    if (meaning.kind === 'follow-up')
      return [followUpBody(meaning.about as Parameters<typeof followUpBody>[0])];
    return meaning.kind === 'drill' ? [drillBody(meaning.drill as Parameters<typeof drillBody>[0])] : [];
  });
  const bodies = messages.map(({ body }) => JSON.parse(body));

  for (const body of written) expect(bodies).toContainEqual(JSON.parse(body));
  expect(written).toHaveLength(followedKinds.length + 1);
});
