import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readSecret } from './keys.ts';
import { signHold } from './link.ts';
import { offerOf, readEvent, type Told, toTold } from './told.ts';

/** A button that leads to a page on which a person confirms the hold. */
export interface Offer {
  readonly label: string;
  readonly url: string;
}

/** Makes the body that the webhook of a chat takes. */
export type Render = (told: Told, offer: Offer | undefined) => object;

const TIMEOUT_MS = 10_000;

/**
 * Posts events to a chat, from a queue: what the chat does not take comes back, and after a while goes to the queue of
 * undelivered posts.
 */
export function createPost(render: Render) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    // One after the other, as chats want them.
    for (const { messageId, body } of Records) {
      try {
        await post(render, body, messageId);
      } catch (error) {
        console.error(JSON.stringify({ message: 'not posted', messageId, error: String(error) }));
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}

async function post(render: Render, body: string, messageId: string): Promise<void> {
  const event = readEvent(body);
  const onRefused = (error: string) =>
    console.warn(JSON.stringify({ message: 'posted without a button', messageId, error }));
  const payload = JSON.stringify(render(toTold(event), await offerFor(event, onRefused)));
  const response = await fetch(await readSecret(setting('WEBHOOK_SECRET')), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: payload,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  });
  // Not the address, which is a secret.
  if (!response.ok) throw new Error(`the chat answered ${response.status}`);
}

async function offerFor(
  event: ReturnType<typeof readEvent>,
  onRefused: (problem: string) => void,
): Promise<Offer | undefined> {
  const hours = Number(setting('HOLD_HOURS'));
  const reaches = (account: string) => account === setting('ACCOUNT') || process.env.HOLD_ROLE !== '';
  const hold = offerOf(event, { hours, now: Date.now(), reaches, onRefused });
  if (hold === undefined) return undefined;
  const key = await readSecret(setting('KEY_SECRET'));
  const { keep } = hold;
  return {
    label: `Hold ${keep === undefined ? '' : `${keep} `}for ${hours} h`,
    url: `${setting('HOLD_URL')}?t=${signHold(hold, key)}`,
  };
}

/** @throws Error when it is not set. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
