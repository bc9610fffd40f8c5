import { z } from 'zod';

/** Characters of a password. */
export const PASSWORD_LENGTH = { least: 8, most: 200 } as const;

/** A password that a person may choose; what is not long enough is guessed. */
export const passwordSchema = z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most);

/** The body of `POST /login`. */
export const loginRequestSchema = z.object({ password: z.string().max(PASSWORD_LENGTH.most) });

/** The body of `POST /logout`: this login, or all there are. */
export const logoutRequestSchema = z.object({ everywhere: z.boolean().optional() });

/** The body of `POST /password`. */
export const passwordRequestSchema = z.object({
  current_password: z.string().max(PASSWORD_LENGTH.most),
  new_password: passwordSchema,
});

/** The name of a program's token. */
export const tokenNameSchema = z.string().regex(/^[A-Za-z0-9._-]{1,50}$/);

/** The body of `POST /tokens`. */
export const tokenRequestSchema = z.object({ name: tokenNameSchema });

const tokenInfoSchema = z.object({ name: tokenNameSchema, created_at: z.iso.datetime({ offset: true }) });
/** A token as it is listed: never the token itself. */
export type TokenInfo = z.infer<typeof tokenInfoSchema>;

/** The answer of `POST /tokens`: the only time that the token itself is told. */
export const newTokenAnswerSchema = tokenInfoSchema.extend({ token: z.string() });
export type NewToken = z.infer<typeof newTokenAnswerSchema>;

/** The answer of `GET /tokens`. */
export const tokensAnswerSchema = z.object({ tokens: z.array(tokenInfoSchema) });

/** The answer where there is nothing to tell. */
export const doneAnswerSchema = z.object({ status: z.literal('ok') });

/** A PIN for the kiosk's own screen. */
export const pinSchema = z.string().regex(/^\d{4,8}$/);

/** Whether there is a PIN, and whether Set up can be used now: by it, or because there is none. */
export const pinAnswerSchema = z.object({ is_set: z.boolean(), is_open: z.boolean() });
export type PinAnswer = z.infer<typeof pinAnswerSchema>;
