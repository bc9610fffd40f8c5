import { LIST_OPERATIONS } from './listings';
import { MULTIPART_OPERATIONS } from './multipart';
import { OBJECT_OPERATIONS } from './objects';
import type { Operation } from './operation';

const ALL = [...OBJECT_OPERATIONS, ...MULTIPART_OPERATIONS, ...LIST_OPERATIONS];

export type OperationName = (typeof ALL)[number]['name'];

/** All that this server can do. */
export const OPERATIONS: readonly Operation<OperationName>[] = ALL;
