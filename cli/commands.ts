import type { Command } from 'commander';
import type { ExitCode, Io } from './terminal/io.ts';

/** Makes a command's arguments, options and help; its action tells `done` the exit code. */
type DefineCommand = (io: Io, done: (code: ExitCode) => void) => Command;

/**
 * The commands in the order in which help lists them, a row each. A definition is loaded when its command runs, or for the
 * list of all commands; it imports the work itself only when its action runs.
 */
export const commands: Readonly<Record<string, () => Promise<DefineCommand>>> = {
  init: async () => (await import('./init/command.ts')).initCommand,
  validate: async () => (await import('./validate/command.ts')).validateCommand,
  test: async () => (await import('./test/command.ts')).testCommand,
  calendars: async () => (await import('./calendars/command.ts')).calendarsCommand,
  plan: async () => (await import('./plan/command.ts')).planCommand,
  forecast: async () => (await import('./forecast/command.ts')).forecastCommand,
  record: async () => (await import('./record/command.ts')).recordCommand,
  explain: async () => (await import('./explain/command.ts')).explainCommand,
  report: async () => (await import('./report/command.ts')).reportCommand,
  history: async () => (await import('./history/command.ts')).historyCommand,
  readiness: async () => (await import('./readiness/command.ts')).readinessCommand,
  evidence: async () => (await import('./evidence/command.ts')).evidenceCommand,
  recipe: async () => (await import('./recipe/command.ts')).recipeCommand,
  apply: async () => (await import('./apply/command.ts')).applyCommand,
  simulate: async () => (await import('./simulate/command.ts')).simulateCommand,
  compare: async () => (await import('./compare/command.ts')).compareCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
  hold: async () => (await import('./hold/command.ts')).holdCommand,
  release: async () => (await import('./hold/command.ts')).releaseCommand,
  hours: async () => (await import('./hours/command.ts')).hoursCommand,
  start: async () => (await import('./power/command.ts')).startCommand,
  stop: async () => (await import('./power/command.ts')).stopCommand,
  pause: async () => (await import('./pause/command.ts')).pauseCommand,
  resume: async () => (await import('./pause/command.ts')).resumeCommand,
  completion: async () => (await import('./completion/command.ts')).completionCommand,
};

/** The commands that are about all others, whose definitions they need. */
export const aboutAll: readonly string[] = ['completion'];
