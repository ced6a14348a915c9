import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/start-clusters.ts';

export const handler = defineFunction(recipe);
