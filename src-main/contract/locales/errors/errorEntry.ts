/** What the catalogue says of one error. Names in braces are filled in. */
export interface ErrorEntry {
  readonly httpStatus: number;
  /** `message` says what happened, `fix` what to do. */
  readonly en: { readonly message: string; readonly fix: string };
  readonly es: { readonly message: string; readonly fix: string };
}
