import { createHold } from '../chat/hold.ts';
import { createPost } from '../chat/post.ts';
import { card } from './card.ts';

/** Posts events to Teams. */
export const post = createPost(card);

/** Holds a cluster for whoever follows a link and confirms it. */
export const hold = createHold();
