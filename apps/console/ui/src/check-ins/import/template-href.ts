// A number that begins with + and has signs in it stays as it is in a spreadsheet; a leading 0 would be lost.
const ROWS = [
  ['phone', 'name', 'room', 'locale'],
  ['+62 812-3456-7890', 'Budi Santoso', '101', 'id'],
  ['+34 611-111-111', 'Ana García', '204', 'en'],
]
/** Spreadsheets take it for UTF-8 by this. */
const MARK = '\u{feff}'

/** The address of a list to begin with. */
export function templateHref(delimiter: string): string {
  const csv = ROWS.map((row) => `${row.join(delimiter)}\r\n`).join('')
  return `data:text/csv;charset=utf-8,${encodeURIComponent(MARK + csv)}`
}
