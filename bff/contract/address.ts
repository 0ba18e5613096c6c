/** Where an operation lives. A field of the path stands in braces. */
export interface Address {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/v1/${string}`;
}
