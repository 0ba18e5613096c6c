/** Where an operation lives. A field of the path stands in braces. */
export interface Address {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}` | `/fhir/${string}`;
}
