import { createHold } from '../chat/hold.ts';
import { createPost } from '../chat/post.ts';
import { blocks } from './blocks.ts';

/** Posts events to Slack. */
export const post = createPost(blocks);

/** Holds a cluster for whoever follows a link and confirms it. */
export const hold = createHold();
