import type { Offer } from '../chat/post.ts';
import type { Told } from '../chat/told.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const MOST_FIELDS = 10;

/**
 * A message of Block Kit: https://docs.slack.dev/reference/block-kit. Everything in it that Dormouse has not written itself is
 * `plain_text`, which Slack shows as it is. The text for notifications is not, so it is escaped:
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function blocks({ title, facts, why }: Told, offer: Offer | undefined): object {
  const fields = facts.slice(0, MOST_FIELDS).map(([name, value]) => plain(`${name}: ${value}`));
  return {
    text: escapeMarkup(why === undefined ? title : `${title}. ${why}`),
    blocks: [
      { type: 'header', text: plain(title) },
      ...(why === undefined ? [] : [{ type: 'section', text: plain(why) }]),
      { type: 'section', fields },
      ...(offer === undefined ? [] : [{ type: 'actions', elements: [button(offer)] }]),
    ],
  };
}

function plain(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
function button({ label, url }: Offer): object {
  return { type: 'button', text: plain(label), url, action_id: 'hold' };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
