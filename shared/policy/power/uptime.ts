import { STOP_AND_START_MS } from '../model/availability.ts';
import { keptState } from '../rules/guard.ts';
import { describeHold, readHold } from '../rules/hold.ts';
import { describePowerHours, powerHoursAt } from '../rules/power-hours.ts';
import { inMaintenanceWindow, MAINTENANCE_LEAD_MS, nextMaintenanceAt } from '../time/maintenance-window.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import { leadOf } from './lead.ts';

/** Whether a cluster should be up now: by a hold, by its rule's hours or by its own maintenance window. */
export type Uptime =
  | {
      readonly up: true;
      readonly reason: 'held-up' | 'in-hours' | 'start-before' | 'in-maintenance-window';
      readonly detail: string;
    }
  /** `soon`: it should be up before it could be stopped and started again. */
  | {
      readonly up: false;
      readonly reason: 'held-stopped' | 'outside-hours';
      readonly soon: boolean;
      readonly detail: string;
    };

/** A hold comes first, then hours. Without hours a cluster should be up only in a maintenance window that its rule honours. */
export function uptimeOf(candidate: Candidate): Uptime {
  const { power, cluster, local } = candidate;
  const hold = readHold(cluster.tags, local);
  const held = describeHold(hold, local) ?? '';
  const keeps = hold.state === 'held' ? hold.keeps : undefined;
  if (keeps === 'up') return { up: true, reason: 'held-up', detail: held };
  const down = { up: false, reason: 'outside-hours', soon: false } as const;
  if (keeps === 'stopped') return { ...down, reason: 'held-stopped', detail: held };
  const hours = powerHoursAt(candidate, local.now);
  const window = hours?.window;
  const detail = hours === undefined ? 'the rule has no hours' : describePowerHours(hours);
  if (window?.open) return { up: true, reason: 'in-hours', detail };
  const lead = leadOf(power, cluster);
  const opensAt = window?.until === undefined ? undefined : window.until - lead.ms;
  if (opensAt !== undefined && lead.ms > 0 && opensAt <= local.now) {
    return { up: true, reason: 'start-before', detail: `${detail}; ${lead.detail}` };
  }
  const { maintenanceWindow } = cluster;
  if (
    power.maintenance === 'honour' &&
    inMaintenanceWindow(maintenanceWindow, local.now, MAINTENANCE_LEAD_MS)
  ) {
    const maintenance = `its maintenance window ${maintenanceWindow} UTC is now or begins within 15 minutes`;
    return { up: true, reason: 'in-maintenance-window', detail: maintenance };
  }
  if (opensAt !== undefined && opensAt - local.now <= STOP_AND_START_MS) {
    return { ...down, soon: true, detail: lead.ms > 0 ? `${detail}; ${lead.detail}` : detail };
  }
  const startAt =
    power.maintenance === 'honour' ? maintenanceStartAt(maintenanceWindow, local.now) : undefined;
  if (startAt === undefined || startAt - local.now > STOP_AND_START_MS) return { ...down, detail };
  const start = formatWhenIn(startAt, local);
  return {
    ...down,
    soon: true,
    detail: `${detail}; started for its maintenance window ${maintenanceWindow} UTC at ${start}`,
  };
}

/** Whether only complete evidence of no use stops it. A hold that keeps it stopped asks for none. */
export function needsIdleness({ power, cluster, local }: Candidate): boolean {
  return power.stop === 'whenIdle' && keptState(cluster, local) !== 'stopped';
}

/** When a cluster that is stopped is started for its next maintenance window. */
function maintenanceStartAt(window: string | undefined, now: EpochMs): EpochMs | undefined {
  const at = nextMaintenanceAt(window, now);
  return at === undefined ? undefined : at - MAINTENANCE_LEAD_MS;
}
