/** What the first screens are made of; the rest is loaded while somebody looks for their card. */
export const FIRST_SCENES = ['identity', 'home'];
