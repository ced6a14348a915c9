import { expect, test } from 'vitest';
import { entriesOf, type Turns } from '../../../cli/report/entries.ts';
import { aCluster, aPolicy } from '../../policy/builders.ts';

const at = (time: string) => Date.parse(`2026-11-23T${time}:00Z`);
const power = (kind: Turns['power'][number]['kind'], time: string) =>
  ({ id: 'dev-orders', at: at(time), kind }) as const;
const stream = (kind: 'started' | 'stopped', time: string) =>
  ({ id: 'dev-orders', at: at(time), kind }) as const;

interface Case {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly power?: Turns['power'];
  readonly streams?: Turns['streams'];
  readonly tells: readonly string[];
}

const stopAt = (time: string, more = '') => ({
  'dormouse:power': `stop 2026-11-23T${time}:00Z${more} by developers`,
});

const cases: readonly Case[] = [
  {
    name: 'a stop that Dormouse asked for just before',
    tags: stopAt('19:00'),
    power: [power('stopped', '19:06')],
    tells: ['19:06 stopped dormouse developers'],
  },
  {
    name: 'a stop that Dormouse asked for long before',
    tags: stopAt('16:00'),
    power: [power('stopped', '19:06')],
    tells: ['19:06 stopped unknown'],
  },
  {
    name: 'a stop that has no event yet',
    tags: stopAt('19:00'),
    tells: ['19:00 stop requested dormouse developers'],
  },
  {
    name: 'a stop that AWS refused, before somebody stopped it',
    tags: stopAt('19:00', ' refused'),
    power: [power('stopped', '19:06')],
    tells: ['19:06 stopped unknown'],
  },
  {
    name: 'a stop that AWS refused',
    tags: stopAt('19:00', ' refused'),
    tells: ['19:00 stop refused dormouse developers'],
  },
  {
    name: 'a start by a person after a stop by Dormouse',
    tags: { ...stopAt('17:00'), 'dormouse:by-hand': 'start 2026-11-23T18:00:00Z by anna: demo' },
    power: [power('stopped', '17:05'), power('started', '18:10')],
    tells: ['17:05 stopped dormouse developers', '18:10 started person'],
  },
  {
    name: 'a restart by AWS, and the start after the next stop',
    power: [
      power('aws-restart', '12:00'),
      power('started', '12:10'),
      power('stopped', '13:00'),
      power('started', '14:00'),
    ],
    tells: [
      '12:00 seven-day restart aws',
      '12:10 started aws',
      '13:00 stopped unknown',
      '14:00 started unknown',
    ],
  },
  {
    name: 'a change of a stream',
    tags: { 'dormouse:activity-stream': 'start 2026-11-23T18:00:00Z by audited' },
    streams: [stream('started', '18:05'), stream('stopped', '18:50')],
    tells: ['18:05 stream started dormouse audited', '18:50 stream stopped unknown'],
  },
  {
    name: 'a change of capacity',
    tags: { 'dormouse:capacity': '1-16 2026-11-23T18:00:00Z by web' },
    tells: ['18:00 capacity requested dormouse web'],
  },
  {
    name: 'what others did, and what was done before',
    power: [{ ...power('stopped', '19:06'), id: 'other' }, power('stopped', '09:00')],
    tells: [],
  },
];

test.each(cases)('tells of $name', ({ tags = {}, power: turns = [], streams = [], tells }) => {
  const cluster = aCluster({ id: 'dev-orders', tags });

  const entries = entriesOf(aPolicy(), cluster, { power: turns, streams }, at('10:00'));

  expect(
    entries.map((one) =>
      [new Date(one.at).toISOString().slice(11, 16), one.what, one.by, one.rule ?? ''].join(' ').trim(),
    ),
  ).toEqual(tells);
});
