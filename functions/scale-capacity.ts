import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/scale-capacity.ts';

export const handler = defineFunction(recipe);
