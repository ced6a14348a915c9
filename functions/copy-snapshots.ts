import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { recipe } from './recipes/copy-snapshots.ts';

export const handler = defineFunction(recipe);
