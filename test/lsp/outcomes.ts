/** What came of a request, in a form that a test compares. */
import type { Diagnostic, DiagnosticServerCancellationData, ResponseError } from 'vscode-languageserver';

/** The words of a diagnostic; '' of none. */
export function messageOf(diagnostic: Diagnostic | undefined): string {
  const { message = '' } = diagnostic ?? {};
  return typeof message === 'string' ? message : message.value;
}

/** The error of a request that must fail. */
export async function errorOf(request: Promise<unknown>): Promise<ResponseError<DiagnosticServerCancellationData>> {
  const outcome = await request.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome === undefined) throw new Error('the request was answered');
  return outcome as ResponseError<DiagnosticServerCancellationData>;
}
