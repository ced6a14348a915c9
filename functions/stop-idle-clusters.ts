import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/stop-idle-clusters.ts';

export const handler = defineFunction(recipe);
