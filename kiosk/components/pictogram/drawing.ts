/** One path on a field of 48 by 48; `evenodd` where parts of it are cut out. */
interface DrawnPath {
  readonly d: string;
  readonly evenodd?: true;
}

/** A picture of one thing, in one colour: that of the words beside it. */
export type Drawing = readonly DrawnPath[];
