/** What people can do about an error of the file system, by its code. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'You don’t have permission to write there, or another program has the file open.',
  EPERM: 'You don’t have permission to write there, or another program has the file open.',
  EBUSY: 'Another program has the file open. Close it there first.',
  EROFS: 'The folder is read-only.',
  EISDIR: 'A folder with this name is there.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'Your disk quota is used up.',
  ENAMETOOLONG: 'The name is too long.',
};

/** A file that couldn't be written. `message` is a sentence for people. */
export class UnwritableFileError extends Error {
  override readonly name = 'UnwritableFileError';

  /** @param file the name of the file */
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? `${cause.message}.` : '';
    super(`Couldn’t write “${file}”. ${reasons[codeOf(cause) ?? ''] ?? reason}`, { cause });
  }
}

/** The error itself, or the first of its causes, that is an {@link UnwritableFileError}. */
export function unwritableFileIn(error: unknown): UnwritableFileError | undefined {
  if (error instanceof UnwritableFileError) return error;
  return error instanceof Error ? unwritableFileIn(error.cause) : undefined;
}

export function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
