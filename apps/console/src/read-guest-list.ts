import { CsvError, parse } from 'csv-parse/sync'

import type { FieldCode } from './problem-codes.ts'

const DELIMITERS = [',', ';', '\t']
const COLUMNS = ['phone', 'name', 'room', 'locale'] as const
const ROWS_MAX = 500
/** A first line by which Excel is told what divides the columns. */
const TOLD_DELIMITER = /^\u{feff}?sep=([^\r\n])(?=[\r\n])/iu

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
 * order, divided by commas, semicolons or tabs, or by what a first line such as `sep=;` names. Other columns and empty rows are left out.
 * Gives what is wrong with it, in words, if it is no such list.
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
  try {
    // What is left of the line that names the delimiter is an empty one, so that the lines keep their numbers.
    return parse(csv.replace(TOLD_DELIMITER, ''), {
      bom: true,
      delimiter: findDelimiter(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as ParsedRecord[]
  } catch (error) {
    if (error instanceof CsvError) return { code: 'no_csv', wrong: `This is no CSV: ${error.message}.` }
    throw error
  }
}

/** The one that is named, else the one that the first line with something in it has most of. */
function findDelimiter(csv: string): string {
  const [, told] = TOLD_DELIMITER.exec(csv) ?? []
  if (told !== undefined) return told
  const [firstLine = ''] = csv.trimStart().split('\n', 1)
  const count = (delimiter: string) => firstLine.split(delimiter).length
  const [delimiter = ','] = DELIMITERS.toSorted((a, b) => count(b) - count(a))
  return delimiter
}
