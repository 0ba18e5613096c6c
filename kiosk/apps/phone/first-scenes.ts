/** What is asked first on a phone. */
export const FIRST_SCENES: readonly string[] = ['sign-in'];
