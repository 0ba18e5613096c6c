/** The same keys in another language; a missing one fails the build. */
export type Translation<T> = { readonly [K in keyof T]: string };
