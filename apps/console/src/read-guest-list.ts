import { CsvError, parse } from 'csv-parse/sync'

import type { FieldCode } from './problem-codes.ts'

const DELIMITERS = [',', ';', '\t']
const COLUMNS = ['phone', 'name', 'room', 'locale'] as const
const ROWS_MAX = 500

/** One line of a list of guests, as it was written. `line` counts from 1, as editors do. */
export interface ListedGuest {
  line: number
  values: Partial<Record<(typeof COLUMNS)[number], string>>
}

/** What is wrong with the whole of it. */
export interface WrongList {
  code: FieldCode
  wrong: string
}

/**
 * Reads a list of guests as spreadsheets save it: a first line with the columns phone, name, room and perhaps locale, in any
 * order, divided by commas, semicolons or tabs. Other columns are left out. Gives what is wrong with it, in words, if it is no such list.
 */
export function readGuestList(csv: string): ListedGuest[] | WrongList {
  const records = parseRecords(csv)
  if ('wrong' in records) return records
  const [head, ...rows] = records
  const names = head?.record.map((name) => name.trim().toLowerCase()) ?? []
  const missing = COLUMNS.filter((name) => name !== 'locale' && !names.includes(name))
  if (missing.length > 0)
    return {
      code: 'missing_columns',
      wrong: `The first line must name the columns phone, name and room. Missing: ${missing.join(', ')}.`,
    }
  if (rows.length > ROWS_MAX)
    return { code: 'too_many_rows', wrong: `At most ${ROWS_MAX} guests at a time; these are ${rows.length}.` }
  return rows.map(({ record, info }) => ({
    line: info.lines,
    values: Object.fromEntries(
      COLUMNS.flatMap((name) => {
        const value = record[names.indexOf(name)]?.trim() ?? ''
        return value === '' ? [] : [[name, value]]
      }),
    ),
  }))
}

interface ParsedRecord {
  record: string[]
  info: { lines: number }
}

function parseRecords(csv: string): ParsedRecord[] | WrongList {
  const [firstLine = ''] = csv.split('\n', 1)
  const count = (delimiter: string) => firstLine.split(delimiter).length
  const [delimiter = ','] = DELIMITERS.toSorted((a, b) => count(b) - count(a))
  try {
    return parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as ParsedRecord[]
  } catch (error) {
    if (error instanceof CsvError) return { code: 'no_csv', wrong: `This is no CSV: ${error.message}.` }
    throw error
  }
}
