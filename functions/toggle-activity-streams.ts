import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/toggle-activity-streams.ts';

export const handler = defineFunction(recipe);
