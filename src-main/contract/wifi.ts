import { z } from 'zod';

/** A key as WPA knows it: 8 to 63 printable ASCII characters, or the 64 hexadecimal digits that are made of them. */
export const wifiKeySchema = z.string().regex(/^([\x20-\x7e]{8,63}|[0-9A-Fa-f]{64})$/);

/**
 * `open`: everybody may join, and read along. `key`: one key for all. `other`: what can't be joined from here (a login
 * for each person, a lock that is long broken, or a name that can't be written).
 */
const WIFI_LOCKS = ['open', 'key', 'other'] as const;

const wifiNetworkSchema = z.object({
  name: z.string(),
  /** Percent. */
  strength: z.number().int().min(0).max(100),
  lock: z.enum(WIFI_LOCKS),
  connected: z.boolean(),
  /** True where this machine can join it without being told the key. */
  known: z.boolean(),
});
export type WifiNetwork = z.infer<typeof wifiNetworkSchema>;

const wifiSchema = z.object({
  on: z.boolean(),
  /** This machine's address on the network that it has joined, or null. */
  address: z.string().nullable(),
  /** One for each name; the one that is joined first, then the strongest. */
  networks: z.array(wifiNetworkSchema),
  /** The names of those that are known and not seen now, for they are far away or hide: they can be forgotten. */
  unseen: z.array(z.string()),
});
export type Wifi = z.infer<typeof wifiSchema>;

/** Null where this machine has no Wi-Fi, or no NetworkManager that could be asked for it. */
export const wifiAnswerSchema = z.object({ wifi: wifiSchema.nullable() });
export type WifiAnswer = z.infer<typeof wifiAnswerSchema>;

/** True to look for networks anew, which takes some seconds. */
export const wifiRequestSchema = z.object({ rescan: z.boolean() });

/** As many bytes a network's name may have. */
export const WIFI_NAME_BYTES = 32;

const nameSchema = z
  .string()
  .min(1)
  // The system's programs take no other.
  .refine((name) => !/\p{Cc}/u.test(name) && new TextEncoder().encode(name).length <= WIFI_NAME_BYTES);

/** Which network is to be joined; without a key where it is open, or known. */
export const wifiJoinRequestSchema = z.object({
  name: nameSchema,
  key: wifiKeySchema.optional(),
  /** True where it does not tell its name, so that nobody sees it. */
  hidden: z.boolean().optional(),
});
export type WifiJoinRequest = z.infer<typeof wifiJoinRequestSchema>;

/** Which network is to be forgotten, with its key. */
export const wifiForgetRequestSchema = wifiJoinRequestSchema.pick({ name: true });
