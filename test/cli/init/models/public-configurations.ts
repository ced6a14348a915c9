/** Configurations of public repositories, as their tools take them and as the models of these tools do. */

import type { ModelFilter } from './custodian.ts';
import type { ModelPeriod, ModelSchedule } from './instance-scheduler.ts';

/**
 * From a Monday on, because nobody knows how a cluster comes to be stopped in the middle of its hours. March and November
 * have a change of clocks, January the first Monday of a quarter.
 */
export const months = [
  ['January', Date.parse('2026-12-28T00:00:00Z'), Date.parse('2027-02-01T00:00:00Z')],
  ['March', Date.parse('2027-03-01T00:00:00Z'), Date.parse('2027-04-01T00:00:00Z')],
  ['November', Date.parse('2027-11-01T00:00:00Z'), Date.parse('2027-12-01T00:00:00Z')],
] as const;

/**
 * The demonstration that the solution installs, and its page of sample schedules:
 * aws-solutions/instance-scheduler-on-aws, source/app/instance_scheduler/handler/setup_demo_data.py, and
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/sample-schedules.html
 */
const office: ModelPeriod = {
  name: 'office-hours',
  begintime: '09:00',
  endtime: '17:00',
  weekdays: ['mon-fri'],
};
const monday: ModelPeriod = {
  name: 'mon-start-9am',
  begintime: '09:00',
  endtime: '23:59',
  weekdays: ['mon'],
};
const midweek: ModelPeriod = { name: 'tue-thu-full-day', weekdays: ['tue-thu'] };
const friday: ModelPeriod = { name: 'fri-stop-5pm', begintime: '00:00', endtime: '16:59', weekdays: ['fri'] };

export const schedules: readonly ModelSchedule[] = [
  { name: 'seattle-office-hours', timezone: 'US/Pacific', periods: [office] },
  { name: 'uk-office-hours', timezone: 'Europe/London', periods: [office] },
  { name: 'running', timezone: 'UTC', periods: [], override_status: 'running' },
  { name: 'stopped', timezone: 'UTC', periods: [], override_status: 'stopped' },
  {
    name: 'scale-up-down',
    timezone: 'UTC',
    periods: [
      { name: 'weekends', weekdays: ['sat-sun'] },
      { name: 'working-days', weekdays: ['mon-fri'] },
    ],
  },
  { name: 'mon-9am-fri-5pm', timezone: 'America/New_York', periods: [monday, midweek, friday] },
  {
    name: 'stop-at-5-new-york',
    timezone: 'America/New_York',
    periods: [{ name: 'stop-at-5', endtime: '16:59' }],
  },
  {
    name: 'first-monday-in-quarter',
    timezone: 'Europe/Berlin',
    enforced: true,
    periods: [
      { name: 'first-monday', weekdays: ['mon#1'], months: ['jan/3'], begintime: '06:00', endtime: '22:00' },
    ],
  },
  // A class that is held on some dates of two months, with a day that begins early, as others write such schedules.
  {
    name: 'class',
    timezone: 'Europe/London',
    enforced: true,
    periods: [
      { name: 'days-of-march', begintime: '08:00', endtime: '18:30', months: ['3'], monthdays: ['27-31'] },
      { name: 'days-of-april', begintime: '08:00', endtime: '18:30', months: ['4'], monthdays: ['1-2'] },
      { name: 'early', begintime: '02:00', endtime: '08:00', months: ['mar'], monthdays: ['28'] },
    ],
  },
  {
    name: 'end-of-month',
    timezone: 'Europe/Berlin',
    enforced: true,
    periods: [
      { name: 'closing', monthdays: ['L', '1'], begintime: '05:00', endtime: '23:00' },
      { name: 'last-friday', weekdays: ['friL'], begintime: '20:00', endtime: '23:59' },
      office,
    ],
  },
  {
    name: 'winter-only',
    timezone: 'Europe/Berlin',
    periods: [
      { name: 'winter', weekdays: ['mon-fri'], months: ['nov-mar'], begintime: '07:00', endtime: '19:00' },
    ],
  },
  {
    name: 'started-on-monday',
    timezone: 'Europe/Berlin',
    periods: [{ name: 'from-seven', weekdays: ['mon-fri'], begintime: '07:00' }],
  },
  {
    name: 'nights-in-two',
    timezone: 'Europe/Berlin',
    periods: [
      { name: 'evening', weekdays: ['mon-thu'], begintime: '20:00', endtime: '23:59' },
      { name: 'morning', weekdays: ['tue-fri'], begintime: '00:00', endtime: '06:00' },
    ],
  },
];

/** As `scheduler-cli describe-schedules` and `describe-periods` print them. */
export const written = JSON.stringify({
  Schedules: schedules.map(({ periods, ...schedule }) => ({
    ...schedule,
    periods: periods.map(({ name }) => name),
    use_maintenance_window: false,
  })),
  Periods: [...new Map(schedules.flatMap(({ periods }) => periods).map((one) => [one.name, one])).values()],
});

/**
 * monkeylittle/cloud-custodian-demo, terraform/template/cloud-custodian/policy/scheduled-availability.tpl, for clusters;
 * and cloud-custodian/cloud-custodian, c7n/filters/offhours.py, with its dates to skip.
 */
export const policies: readonly { id: string; tag: string; optOut?: true; turns: readonly ModelFilter[] }[] =
  [
    {
      id: 'scheduled-availability',
      tag: 'AvailabilitySchedule',
      turns: [
        { type: 'offhour', hour: 17, timezone: 'Europe/London' },
        { type: 'onhour', hour: 8, timezone: 'Europe/London' },
      ],
    },
    {
      id: 'skip-holidays',
      tag: 'custodian_downtime',
      turns: [
        {
          type: 'offhour',
          hour: 20,
          timezone: 'America/New_York',
          skipDays: ['2027-01-18', '2027-11-25', '2027-11-26'],
        },
        {
          type: 'onhour',
          hour: 6,
          timezone: 'America/New_York',
          skipDays: ['2027-01-18', '2027-11-25', '2027-11-26'],
        },
      ],
    },
    {
      id: 'weekends-only',
      tag: 'quiet-weekends',
      turns: [
        { type: 'offhour', hour: 22, timezone: 'America/Los_Angeles', weekendsOnly: true },
        { type: 'onhour', hour: 5, timezone: 'America/Los_Angeles', weekendsOnly: true },
      ],
    },
    {
      id: 'after-midnight',
      tag: 'late',
      turns: [
        { type: 'offhour', hour: 1, timezone: 'Asia/Tokyo', weekends: false },
        { type: 'onhour', hour: 9, timezone: 'Asia/Tokyo', weekends: false },
      ],
    },
    {
      id: 'never-started',
      tag: 'off-only',
      turns: [{ type: 'offhour', hour: 19, timezone: 'Europe/Berlin' }],
    },
    { id: 'never-stopped', tag: 'on-only', turns: [{ type: 'onhour', hour: 7, timezone: 'Europe/Berlin' }] },
  ];

const aliases: Readonly<Record<string, string>> = {
  'Europe/London': 'bst',
  'America/New_York': 'et',
  'America/Los_Angeles': 'pt',
  'Asia/Tokyo': 'jst',
  'Europe/Berlin': 'cet',
};

export const custodianFile = JSON.stringify({
  policies: policies.flatMap(({ id, tag, turns }) =>
    turns.map(({ type, hour, timezone, weekends, weekendsOnly, skipDays }) => ({
      name: `${id}-${type}`,
      resource: 'rds-cluster',
      mode: { type: 'periodic', schedule: 'rate(1 hour)' },
      filters: [
        {
          ...{ type, tag, [type]: hour, default_tz: aliases[timezone] },
          ...(weekends !== undefined && { weekends }),
          ...(weekendsOnly !== undefined && { 'weekends-only': weekendsOnly }),
          ...(skipDays !== undefined && { 'skip-days': skipDays }),
        },
      ],
      actions: [{ type: type === 'offhour' ? 'stop' : 'start' }],
    })),
  ),
});
