import type { OperationInput } from '../../../bff/contract/operations.ts';

/** Who somebody says to be, as their document says it. */
export type GivenPerson = NonNullable<OperationInput<'openSession'>['body']['person']>;
