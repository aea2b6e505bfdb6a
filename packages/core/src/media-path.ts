const FORM = /^[\w-]+\/\d{4}-\d{2}\/[0-9a-f-]{36}\.[a-z0-9]{1,8}$/

/**
 * Where a message's file lies in `MEDIA_DIR`: `<line>/<yyyy-mm>/<message id>.<extension>`. Nothing of it comes from a guest,
 * and it is the same at every attempt.
 */
export function mediaPath(
  { line, messageId, createdAt }: { line: string; messageId: string; createdAt: number },
  extension: string,
): string {
  const month = new Date(createdAt).toISOString().slice(0, 7)
  return `${line.replace(/[^\w-]/g, '_')}/${month}/${messageId}.${extension}`
}

/** Whether a path has that form: any other is none of ours, and leads who knows where. */
export function isMediaPath(path: string): boolean {
  return FORM.test(path)
}
