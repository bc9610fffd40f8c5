import { z } from 'zod';
import { cameraNameSchema, type CameraName } from './cameras';
import { ALLOWED_VALUES, type AllowedValues } from './locales/errors/allowedValues';
import { CAMERA_LABELS, ERROR_CATALOGUE, PICTURE_FAULT_LABELS } from './locales/errors/catalogue';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
export const ERROR_CODES = Object.keys(ERROR_CATALOGUE) as ErrorCode[];
export const errorCodeSchema = z.enum(ERROR_CODES);

/** What happened, and what to do. */
interface ErrorText {
  message: string;
  fix: string;
}

/** The names between braces in a text of the catalogue. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
/** What words need to be told: exactly their placeholders. */
export type ParametersOf<W extends ErrorText> = Record<
  Placeholders<W['message']> | Placeholders<W['fix']>,
  string | number
>;

/** What the words of a code need to be told, by its English text. */
export type ErrorParameters<Code extends ErrorCode> = ParametersOf<(typeof ERROR_CATALOGUE)[Code]['en']>;

/** What can be wrong with a picture: the `reason` of a BAD_FRAMES fault. */
export type PictureFault = keyof (typeof PICTURE_FAULT_LABELS)['en'];
/** What a setting may be: the `allowed` of an INVALID_SETTING fault. */
const allowedValuesSchema = z.enum(Object.keys(ALLOWED_VALUES.en) as AllowedValues[]);
const pictureFaultSchema = z.enum(Object.keys(PICTURE_FAULT_LABELS.en) as PictureFault[]);

/** A fault as it is kept in a session's record: the code and what its words need. */
export const faultSchema = z.object({
  code: errorCodeSchema,
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The lines that a child process or a server said, for the log and for who looks deeper. */
  seen: z.array(z.string()).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

interface AppErrorOptions {
  /** The lines that a child process or a server said. */
  seen?: readonly string[];
  /** What the seed's answer carries beside the words, such as `cameras_missing`. */
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** An error that a person can act on: a fault with what an answer says beside it. Made by `appError`. */
export class AppError extends Error {
  readonly fault: Fault;
  readonly details: Record<string, unknown>;

  constructor(fault: Fault, details: Record<string, unknown>, cause: unknown) {
    super(translateFault(fault, 'en').message, { cause });
    this.name = 'AppError';
    this.fault = fault;
    this.details = details;
  }

  get code(): ErrorCode {
    return this.fault.code;
  }
}

/** An AppError of a code, told exactly what the words of that code need. */
export function appError<Code extends ErrorCode>(
  code: Code,
  parameters: ErrorParameters<Code>,
  options: AppErrorOptions = {},
): AppError {
  const seen = options.seen && options.seen.length > 0 ? { seen: [...options.seen] } : {};
  return new AppError({ code, parameters, ...seen }, options.details ?? {}, options.cause);
}

/** Any thrown value as an AppError; what is not one already becomes INTERNAL_ERROR and keeps its cause. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return appError('INTERNAL_ERROR', { detail }, { cause: thrown });
}

/** The camera that a fault is about, where it is about one. */
function cameraOf(fault: Fault): CameraName | undefined {
  return cameraNameSchema.safeParse(fault.parameters.camera).data;
}

/** Several cameras in one parameter, as `top, front`. */
const cameraListSchema = z
  .string()
  .transform((names) => names.split(', '))
  .pipe(z.array(cameraNameSchema));

/** The words of a fault in a language. */
export function translateFault(fault: Fault, language: Language): ErrorText {
  return formatTexts(ERROR_CATALOGUE[fault.code][language], fault.parameters, language);
}

/** Fills a catalogue's words in; cameras, what can be wrong with a picture and what a setting may be get the language's own names. */
export function formatTexts(
  texts: ErrorText,
  parameters: Fault['parameters'],
  language: Language,
): ErrorText {
  const camera = cameraNameSchema.safeParse(parameters.camera).data;
  const cameras = cameraListSchema.safeParse(parameters.cameras).data;
  const reason = pictureFaultSchema.safeParse(parameters.reason).data;
  const allowed = allowedValuesSchema.safeParse(parameters.allowed).data;
  const told = {
    ...parameters,
    ...(camera && { camera: CAMERA_LABELS[language][camera] }),
    ...(cameras && { cameras: cameras.map((name) => CAMERA_LABELS[language][name]).join(', ') }),
    ...(reason && { reason: PICTURE_FAULT_LABELS[language][reason] }),
    ...(allowed && { allowed: interpolate(ALLOWED_VALUES[language][allowed], parameters, language) }),
  };
  return { message: interpolate(texts.message, told, language), fix: interpolate(texts.fix, told, language) };
}

/**
 * The seed's answer to a request that failed. Beside it may stand details such as `cameras_missing`;
 * `parameters` lets a client say the same in its own language.
 */
export const errorAnswerSchema = z.looseObject({
  status: z.literal('error'),
  error_code: errorCodeSchema,
  message: z.string(),
  fix: z.string(),
  camera: cameraNameSchema.optional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

/** The answer for an error, in the seed's shape and in English, as programs expect it. */
export function errorAnswer(error: AppError): ErrorAnswer {
  const camera = cameraOf(error.fault);
  return {
    ...error.details,
    status: 'error',
    error_code: error.code,
    ...translateFault(error.fault, 'en'),
    ...(camera && { camera }),
    parameters: error.fault.parameters,
  };
}

/** The HTTP status of an error's answer. */
export function httpStatusOf(code: ErrorCode): number {
  return ERROR_CATALOGUE[code].httpStatus;
}

/** Ports and ids of processes are numbers too: only amounts have commas between thousands. */
const IS_AMOUNT = /_mb$|^goats$/;
/** Made once, and only where there is such a number: to make one takes longer than to use it a hundred times. */
const numberForms = new Map<string, Intl.NumberFormat>();

function formatNumber(language: Language, value: number, useGrouping: boolean): string {
  const name = `${language} ${useGrouping}`;
  const form =
    numberForms.get(name) ?? new Intl.NumberFormat(language, { useGrouping, maximumFractionDigits: 20 });
  numberForms.set(name, form);
  return form.format(value);
}

function interpolate(text: string, parameters: Record<string, string | number>, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? '';
    return typeof value === 'string' ? value : formatNumber(language, value, IS_AMOUNT.test(name));
  });
}
