import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirmation, heldPage, page } from '../../../examples/chat/page.ts';
import { line, offerOf, readEvent, toTold } from '../../../examples/chat/told.ts';
import { blocks } from '../../../examples/slack/blocks.ts';
import { card } from '../../../examples/teams/card.ts';
import { runs } from '../../support/runs.ts';

/** Text that means something to Slack, Teams, Markdown, HTML, JSON or a terminal. */
const NASTY = [
  '<!channel> <@U123> <https://evil.example|click>',
  '&lt;b&gt; & "quotes" \'and\' `code`',
  '*bold* _it_ ~no~ [a](https://evil.example) ![x](https://evil.example/a.png)',
  '<at>Everyone</at> {{DATE(2026-11-23T19:00:00Z, SHORT)}} @{triggerBody()}',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'line\nbreak\r\u0000\u001b[31mred\u2028end',
  'safe\u202Egpj.exe',
  '💤'.repeat(3000),
];

const offer = { label: 'Hold up for 4 h', url: 'https://abc.lambda-url.eu-central-1.on.aws/?t=a.b' };

function anEvent(text: string, more: object = {}) {
  const detail = {
    ...{ version: '1', at: '2026-11-23T19:00:00Z', account: '111122223333', region: 'eu-central-1' },
    ...{
      action: 'stop',
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev',
      resourceId: 'cluster-DEV',
    },
    ...{ cluster: text, rule: text, reason: text, detail: text, because: text, by: text },
    ...{ fault: { name: text, message: text }, mode: 'enforce' },
    ...more,
  };
  return readEvent(JSON.stringify({ source: 'dormouse', 'detail-type': 'Cluster Stop Failed', detail }));
}

/** Every text in a payload with the object that it is in. */
function texts(value: unknown): { text: string; owner: Record<string, unknown> }[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string, unknown>;
  const own = typeof owner.text === 'string' ? [{ text: owner.text, owner }] : [];
  return [...own, ...Object.values(owner).flatMap(texts)];
}

describe.each(NASTY)('%j', (text) => {
  const told = toTold(anEvent(text));

  test('is plain text to Slack, within its limits, and escaped in the notification', () => {
    const payload = blocks(told, offer) as { text: string; blocks: { type: string; fields?: unknown[] }[] };

    expect(payload.text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
    for (const { text: shown, owner } of texts(payload.blocks)) {
      expect(owner.type).toBe('plain_text');
      expect(shown.length).toBeLessThanOrEqual(2000);
    }
    expect([...(texts(payload.blocks[0])[0]?.text ?? '')].length).toBeLessThanOrEqual(150);
    expect(payload.blocks.length).toBeLessThanOrEqual(50);
    expect(payload.blocks.flatMap(({ fields = [] }) => fields).length).toBeLessThanOrEqual(10);
  });

  test('is a run of text to Teams, which formats none, within its limit of 28 KB', () => {
    const payload = card(told, offer);

    for (const { text: shown, owner } of texts(payload)) {
      expect(owner.type).toBe('TextRun');
      expect(shown).not.toMatch(/\{\{|<\/?at/i);
    }
    expect(JSON.stringify(payload)).not.toMatch(/"type":"(TextBlock|FactSet)"/);
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(28_000);
  });

  test('is text on the page', () => {
    const html = page(text, text);

    expect(
      html.replaceAll(/<\/?(!doctype html|html lang="en"|html|meta [^<>]*|title|h1|p)>/g, ''),
    ).not.toMatch(/[<>]/);
  });

  test('is one line', () => {
    expect(line(text, 200)).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect([...line(text, 200)].length).toBeLessThanOrEqual(200);
  });
});

test('whatever a token is, the page has it only in the form', () => {
  const hold = {
    arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev',
    resourceId: 'cluster-A',
    until: '2026-11-23T23:00:00Z',
  };
  fc.assert(
    fc.property(fc.string(), (token) => {
      const html = confirmation(hold, token);
      expect(html.match(/<(input|button|form|script)/g)).toEqual(['<form', '<input', '<button']);
    }),
    runs(500),
  );
  expect(heldPage(hold, { state: 'held', detail: '<b>' })).toContain('&lt;b&gt;');
});

test('a card says what, why, when, and who', () => {
  expect(toTold(anEvent('x', { cluster: 'dev', rule: 'developers', because: 'demo', by: 'anna' }))).toEqual({
    title: 'Cluster Stop Failed: dev',
    tone: 'attention',
    facts: [
      ['Account', '111122223333'],
      ['Region', 'eu-central-1'],
      ['Rule', 'developers'],
      ['Reason', 'x'],
      ['By', 'anna'],
      ['At', '2026-11-23T19:00:00Z'],
    ],
    why: 'x. x: x. demo',
  });
});

describe('a hold is offered', () => {
  const now = Date.parse('2026-11-23T19:00:00Z');
  const offered = (type: string, more: object = {}, account = '111122223333') =>
    offerOf(
      { ...anEvent('x', more), 'detail-type': type },
      { hours: 4, now, reaches: (one) => one === account },
    );

  test.each([
    ['Cluster Stop Warning', {}, 'up'],
    ['Cluster Stop Requested', {}, 'up'],
    ['Cluster Start Requested', { action: 'start' }, 'stopped'],
    ['Capacity Change Requested', { action: 'changeCapacity' }, undefined],
  ])('for %s', (type, more, keep) => {
    expect(offered(type, more)).toMatchObject({ until: '2026-11-23T23:00:00Z' });
    expect(offered(type, more)?.keep).toBe(keep);
  });

  test.each([
    ['Cluster Stop Confirmed', {}],
    ['Cluster Stop Refused', {}],
    ['Cluster Stop Requested', { mode: 'observe' }],
    ['Cluster Stop Requested', { resourceId: undefined }],
    ['Cluster Stop Requested', { resourceId: 'db-A' }],
    ['Cluster Stop Requested', { account: '444455556666' }],
    ['Snapshot Delete Warning', { arn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:a' }],
    ['Sweep Failed', { arn: undefined }],
  ])('not for %s with %o', (type, more) => {
    expect(offered(type, more)).toBeUndefined();
  });
});
