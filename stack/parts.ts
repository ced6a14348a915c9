import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { bounded } from './bounded-roles.ts';
import { dashboard } from './dashboard.ts';
import { encrypted } from './encryption.ts';
import { evidence } from './evidence.ts';
import { inbox } from './inbox.ts';
import { queryDefinitions } from './queries.ts';
import { queues } from './queues.ts';
import { record } from './record.ts';
import type { Part } from './resource.ts';
import { roles } from './roles.ts';
import { rules } from './rules.ts';
import { schedules } from './schedules.ts';
import type { Settings } from './settings.ts';
import { validator } from './validator.ts';

/** The functions that make the parts, before roles get their path and boundary, and data its key. */
const unbounded: Readonly<Record<string, (settings: Settings) => Part>> = {
  roles,
  queues,
  inbox,
  rules,
  schedules,
  alarmTopic,
  alarms,
  dashboard,
  queries: queryDefinitions,
  evidence,
  record,
  validator,
};

/** The parts that serverless.yml merges into the template, by the name after `stack:`. */
export const parts: typeof unbounded = Object.fromEntries(
  Object.entries(unbounded).map(([name, make]) => [
    name,
    (settings) => encrypted(bounded(make(settings), settings), settings),
  ]),
);
