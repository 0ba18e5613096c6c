/** What this scene alone answers; a part of the closed list in `../problems.ts`. */
export const familyProblems = {
  'grant-refused': {
    status: 409,
    title: 'These two can not help each other like this',
    retryable: false,
    remedy:
      '`because`: `oneself`, `under-age` (a child has a guardian), `too-many` (of `role`: `most`; end one), `too-long` (`most` months), `waiting` (revoke a code that waits, or let it run out).',
  },
} as const;
