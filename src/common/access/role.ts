/** What a person may do; each role includes the ones before it. */
export const Role = { User: 'user', Moderator: 'moderator', Admin: 'admin' } as const;
export type Role = (typeof Role)[keyof typeof Role];

const RANK: Readonly<Record<Role, number>> = { user: 0, moderator: 1, admin: 2 };

export const includesRole = (held: Role, wanted: Role): boolean => RANK[held] >= RANK[wanted];
