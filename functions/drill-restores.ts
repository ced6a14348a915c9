import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/drill-restores.ts';

export const handler = defineFunction(recipe);
