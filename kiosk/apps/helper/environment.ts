import type { StaffEnvironment } from '../../staff/environment.ts';
import type { Bell } from './bell.ts';
import type { OpenCamera } from './scanning.ts';

/** What the helper's page takes from the browser it runs in. Passed in, so that tests bring their own. */
export interface Environment extends StaffEnvironment {
  readonly bell: Bell;
  /** Nothing where the browser reads no codes: then there are the six digits. */
  readonly openCamera: OpenCamera | undefined;
}
