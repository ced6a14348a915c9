import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  actionNames,
  actionsOf,
  aspectNames,
  commands,
  commandsOf,
  followedActions,
  isFollowedKind,
} from '../../../shared/policy/model/actions.ts';
import type {
  ChangeCapacityCommand,
  Command,
  DeleteSnapshotCommand,
  PowerCommand,
} from '../../../shared/policy/model/command.ts';
import type { Act } from '../../../shared/policy/model/decision.ts';

describe('the table of actions', () => {
  test('gives each action to one aspect, and each aspect an action', () => {
    expect(aspectNames.flatMap(actionsOf).toSorted()).toEqual(actionNames.toSorted());
    expect(aspectNames.filter((aspect) => actionsOf(aspect).length === 0)).toEqual([]);
  });

  test('has a command for each action, and an action for each kind of command', () => {
    expect(actionNames.flatMap(commandsOf).toSorted()).toEqual(Object.keys(commands).toSorted());
    expect(actionNames.filter((action) => commandsOf(action).length === 0)).toEqual([]);
  });

  test('follows what AWS takes its time with', () => {
    expect(followedActions).toEqual([
      'stop',
      'start',
      'createSnapshot',
      'copySnapshot',
      'changeActivityStream',
    ]);
    expect(isFollowedKind('stop-cluster')).toBe(true);
    expect(isFollowedKind('delete-snapshot')).toBe(false);
    expect(isFollowedKind('toString')).toBe(false);
  });
});

describe('an act', () => {
  test('is of the action and the aspect of its command', () => {
    expectTypeOf<Act<DeleteSnapshotCommand>['action']>().toEqualTypeOf<'deleteSnapshot'>();
    expectTypeOf<Act<DeleteSnapshotCommand>['aspect']>().toEqualTypeOf<'snapshots'>();
    expectTypeOf<Act<ChangeCapacityCommand>['aspect']>().toEqualTypeOf<'capacity'>();
  });

  test('of another action or aspect than its command does not compile', () => {
    type Mixed<Part> = Omit<Act<PowerCommand<'stop'>>, keyof Part> & Part;

    expectTypeOf<Mixed<{ action: 'start' }>>().not.toExtend<Act>();
    expectTypeOf<Mixed<{ aspect: 'capacity' }>>().not.toExtend<Act>();
    expectTypeOf<Mixed<{ command: DeleteSnapshotCommand }>>().not.toExtend<Act>();
    expectTypeOf<Mixed<{ command: PowerCommand<'stop'> }>>().toExtend<Act>();
    expectTypeOf<Act['command']>().toEqualTypeOf<Command>();
  });
});
