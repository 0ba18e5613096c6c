/** What the first screen is made of; the rest is loaded while somebody looks for their card. */
export const FIRST_SCENES = ['identity'];
