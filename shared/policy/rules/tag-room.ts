type Tags = Readonly<Record<string, string>>;

/** AWS's own tags do not count. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_TAGS = 50;
const SYSTEM = /^aws:/i;

/** Whether a cluster with these tags can have the tag `key`, which may be there already. */
export function hasRoomFor(key: string, tags: Tags): boolean {
  return Object.hasOwn(tags, key) || Object.keys(tags).filter((one) => !SYSTEM.test(one)).length < MAX_TAGS;
}

/** The text that the detail of a change adds when it cannot be noted on its cluster. */
export function withoutNote(key: string): string {
  return `; its ${MAX_TAGS} tags leave no room for ${key}, so nothing is noted: remove a tag, or set tagActions: false`;
}
