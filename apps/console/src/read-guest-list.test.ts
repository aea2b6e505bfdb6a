import { describe, expect, test } from 'vitest'
import { readGuestList } from './read-guest-list.ts'

const BUDI = { phone: '0812 3456 7890', name: 'Budi', room: '204' }

describe('a list of guests', () => {
  test.each([
    ['commas', 'phone,name,room\n0812 3456 7890,Budi,204\n'],
    [
      'semicolons, as Excel has them here, in another order',
      'Name;Room;Phone\r\nBudi;204;0812 3456 7890\r\n',
    ],
    ['tabs and a byte order mark', '\uFEFFphone\tname\troom\n0812 3456 7890\tBudi\t204'],
    ['columns that nobody needs', 'phone,vip,name,room\n0812 3456 7890,yes,Budi,204'],
    ['a first line for Excel', 'sep=;\r\nphone;name;room\r\n0812 3456 7890;Budi;204'],
    ['a mark and a delimiter of its own', '\uFEFFSEP=|\nphone|name|room\n0812 3456 7890|Budi|204'],
    ['empty rows', 'phone;name;room\n;;\n0812 3456 7890;Budi;204\n ; ;\n;;;;\n'],
    ['empty lines before semicolons', '\n\nphone;name;room\n0812 3456 7890;Budi;204'],
    ['empty lines', '\nphone,name,room\n\n0812 3456 7890,Budi,204\n\n'],
  ])('may have %s', (_, csv) => {
    expect(readGuestList(csv)).toMatchObject([{ values: BUDI }])
  })

  test('knows its lines, also after a name of two lines', () => {
    const csv = 'phone,name,room\n0811,"Budi\nSantoso",1\n0812,"a, b",2'
    expect(readGuestList(csv)).toEqual([
      { line: 3, values: { phone: '0811', name: 'Budi\nSantoso', room: '1' } },
      { line: 4, values: { phone: '0812', name: 'a, b', room: '2' } },
    ])
  })

  test('knows its lines below a first one for Excel and an empty row', () => {
    expect(readGuestList('sep=,\nphone,name,room\n,,\n0811,Budi,1')).toMatchObject([{ line: 4 }])
  })

  test('of no more than empty rows has nobody', () => {
    expect(readGuestList(`phone,name,room\n${',,\n'.repeat(501)}`)).toEqual([])
  })

  test('has gaps where nothing was written', () => {
    expect(readGuestList('phone,name,room,locale\n0811,,1')).toEqual([
      { line: 2, values: { phone: '0811', room: '1' } },
    ])
  })

  test.each([
    ['no column for the room', 'phone,name\n1,2', 'missing_columns', /Missing: room/],
    ['nothing in it', '', 'missing_columns', /Missing: phone, name, room/],
    ['a quote without an end', 'phone,name,room\n"0811', 'no_csv', /no CSV/],
    ['too many', `phone,name,room\n${'1,2,3\n'.repeat(501)}`, 'too_many_rows', /At most 500 .* 501/],
  ])('with %s says so', (_, csv, code, words) => {
    expect(readGuestList(csv)).toEqual({ code, wrong: expect.stringMatching(words) as string })
  })
})
