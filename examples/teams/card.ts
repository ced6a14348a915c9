import type { Offer } from '../chat/post.ts';
import type { Told } from '../chat/told.ts';

const colors = { good: 'Good', attention: 'Attention', plain: 'Default' } as const;

/**
 * A message with an Adaptive Card, as workflows of Teams take it:
 * https://learn.microsoft.com/power-automate/teams/send-a-message-in-teams. Text is in TextRuns, which show Markdown as it
 * is written: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function card({ title, tone, facts, why }: Told, offer: Offer | undefined): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: literal(title),
          msteams: { width: 'Full' },
          body: [
            richText({ text: title, weight: 'Bolder', size: 'Medium', color: colors[tone] }),
            ...(why === undefined ? [] : [richText({ text: why })]),
            ...facts.map(([name, value]) => richText({ text: `${name}: `, isSubtle: true }, { text: value })),
          ],
          ...(offer && { actions: [{ type: 'Action.OpenUrl', title: offer.label, url: offer.url }] }),
        },
      },
    ],
  };
}

interface Run {
  readonly text: string;
  readonly [look: string]: unknown;
}

/** https://adaptivecards.io/explorer/RichTextBlock.html */
function richText(...runs: readonly Run[]): object {
  const inlines = runs.map((run) => ({ type: 'TextRun', ...run, text: literal(run.text) }));
  return { type: 'RichTextBlock', inlines };
}

/** Not a function of dates or a mention: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features#datetime-formatting-and-localization */
function literal(text: string): string {
  return text.replaceAll('{{', '{\u200b{').replaceAll(/<(?=\/?at)/gi, '<\u200b');
}
