import { z } from 'zod';

/** The seed's charset and length of a goat's id. */
const GOAT_ID = /^[A-Za-z0-9_-]{1,50}$/;

/** Where the objects of goats that were replaced are kept in the store: beside the goats, and none itself. */
export const REPLACED_FOLDER = '_replaced';

/** Where simulated sessions are kept on a stick: beside the goats, and none itself. */
export const SIMULATED_FOLDER = '_simulated';

/** A goat's id as it may come from outside: text of the seed's charset, or a whole number; never changed silently. */
export const goatIdSchema = z.union([
  z
    .string()
    .regex(GOAT_ID)
    .refine((id) => id !== REPLACED_FOLDER && id !== SIMULATED_FOLDER),
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).transform(String),
]);

/** Ids that begin so are tests, as in the seed. */
export const TEST_ID_PREFIX = 'test_';

/** Ids that count for the next goat number: whole numbers from 1, of at most nine digits. */
const COUNTED_ID = /^[1-9][0-9]{0,8}$/;

/** The number behind a goat id that takes part in counting, or null. */
export function goatNumber(id: string): number | null {
  return COUNTED_ID.test(id) ? Number(id) : null;
}

/** The seed's choices; any other text is accepted too, as the seed does. */
export const DESCRIPTIONS = ['dairy', 'meat', 'cross'] as const;
export const GRADES = ['reserve', 'cab prime', 'prime', 'cab choice', 'choice', 'select', 'no roll'] as const;

const goatText = z.string().max(500);

/** What is known of a goat. More keys than the seed's three are kept as they come. */
export const goatDataSchema = z.record(
  z.string().min(1).max(100),
  z.union([goatText, z.number(), z.boolean(), z.null()]),
);
export type GoatData = z.infer<typeof goatDataSchema>;
