import { describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { memberImporter } from '../../src-shared/modules/memberships/importer.ts'
import { rowReader, settleWays } from '../../sync-server/imports/cell-reader.ts'
import { guessEncoding } from '../../sync-server/imports/decode-text.ts'
import { guessMapping } from '../../sync-server/imports/mapping.ts'
import { readTable } from '../../sync-server/imports/read-table.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
/** Letters of Windows-1254 that are not those of Latin-1. */
const turkish: Record<string, number> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe }
const windows1254 = (text: string) => Uint8Array.from(text, (letter) => turkish[letter] ?? letter.charCodeAt(0))
/** 이름,전화 / 김철수,010 in CP949. */
const cp949 = Uint8Array.from([
  ...[0xc0, 0xcc, 0xb8, 0xa7, 0x2c, 0xc0, 0xfc, 0xc8, 0xad, 0x0a],
  ...[0xb1, 0xe8, 0xc3, 0xb6, 0xbc, 0xf6, 0x2c, 0x30, 0x31, 0x30, 0x0a],
])
const rowsOf = async (file: Uint8Array) => {
  const { headers, rows, ...shown } = await readTable(file)
  return { shown, table: [headers, ...rows.map(({ cells }) => cells)] }
}

describe('[PL-R35] [PL-32] a file is read as what it is, and says what it was taken for', () => {
  test('Korean of CP949', async () => {
    expect(await rowsOf(cp949)).toEqual({
      shown: { format: 'csv', encoding: 'euc-kr', delimiter: ',' },
      table: [
        ['이름', '전화'],
        ['김철수', '010'],
      ],
    })
  })

  test('Turkish of Windows-1254, which ISO-8859-9 is a part of', async () => {
    const { shown, table } = await rowsOf(windows1254('Ad;Soyad\nİpek;Şahin\nUğur;Işık\n'))
    expect(shown).toEqual({ format: 'csv', encoding: 'windows-1254', delimiter: ';' })
    expect(table).toEqual([
      ['Ad', 'Soyad'],
      ['İpek', 'Şahin'],
      ['Uğur', 'Işık'],
    ])
  })

  test('UTF-8 with and without its mark, and UTF-16 of either order', async () => {
    const text = 'Name|Phone\nZoë|1\n'
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
    const swapped = Uint8Array.from(Buffer.from(text, 'utf16le').swap16())
    for (const [file, encoding] of [
      [bytes(text), 'utf-8'],
      [bytes(`\ufeff${text}`), 'utf-8'],
      [utf16, 'utf-16le'],
      [swapped, 'utf-16be'],
    ] as const) {
      const { shown, table } = await rowsOf(file)
      expect(shown).toEqual({ format: 'csv', encoding, delimiter: '|' })
      expect(table).toEqual([
        ['Name', 'Phone'],
        ['Zoë', '1'],
      ])
    }
    expect(guessEncoding(bytes('plain'))).toBe('utf-8')
  })

  test('cells in quotes hold the sign between cells and ends of lines; the line of a row is where it ends', async () => {
    const { rows, delimiter } = await readTable(bytes('a\tb\n"x\ty"\t"1\n2"\n\nz\t3\n'))
    expect(delimiter).toBe('\t')
    expect(rows).toEqual([
      { line: 3, cells: ['x\ty', '1\n2'] },
      { line: 5, cells: ['z', '3'] },
    ])
  })

  test('a spreadsheet: days are days, numbers are numbers, empty rows are none', async () => {
    const sheet = writeXlsxFile([
      [{ value: 'Name' }, { value: 'Start' }, { value: 'No' }],
      [{ value: 'Ada' }, { value: new Date('2027-03-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }, { value: 7 }],
      [null, null, null],
      [{ value: 'Eve' }, null, { value: 8.5 }],
    ])
    expect(await rowsOf(await sheet.toBuffer())).toEqual({
      shown: { format: 'xlsx', encoding: null, delimiter: null },
      table: [
        ['Name', 'Start', 'No'],
        ['Ada', '2027-03-01', 7],
        ['Eve', null, 8.5],
      ],
    })
  })

  test('JSON and lines of JSON: the columns are those that any row has', async () => {
    const table = [
      ['a', 'b'],
      [1, null],
      [null, 'x'],
    ]
    expect(await rowsOf(bytes('[{"a":1},{"b":"x"}]'))).toMatchObject({ shown: { format: 'json' }, table })
    expect(await rowsOf(bytes('{"a":1}\n{"b":"x"}\n'))).toMatchObject({ shown: { format: 'ndjson' }, table })
  })

  test('what is no table, and what has no rows, is refused', async () => {
    await expect(readTable(bytes('[{"a":'))).rejects.toThrow('import_unreadable')
    await expect(readTable(bytes('{"a":1}\n{'))).rejects.toThrow('import_unreadable')
    await expect(readTable(bytes('Name,Phone\n'))).rejects.toThrow('import_empty')
    await expect(readTable(bytes(''))).rejects.toThrow('import_empty')
  })
})

describe('[PL-R35] [PL-32] [PL-33] what can be read in two ways is asked', () => {
  const columns = [
    { key: 'price', type: 'number' as const, names: [] },
    { key: 'on', type: 'day' as const, names: [] },
  ]
  const read = (rows: [string, string][], said = {}) => {
    const all = rows.map((cells) => ({ cells }))
    const { ways, questions } = settleWays(columns, { price: 0, on: 1 }, all, said)
    const reader = rowReader(columns, { price: 0, on: 1 }, ways)
    return { asked: questions.map(({ about }) => about), values: rows.map((cells) => Object(reader(cells)).values) }
  }

  test('a number with both signs, and a day beyond the twelfth, settle their columns', () => {
    expect(
      read([
        ['1.234,50', '13.02.2027'],
        ['7', '01.02.2027'],
        ['2.000', ''],
      ]),
    ).toEqual({
      asked: [],
      values: [
        { price: '1234.50', on: '2027-02-13' },
        { price: '7', on: '2027-02-01' },
        { price: '2000', on: null },
      ],
    })
  })

  test('where nothing settles it there is a question, and the answer decides', () => {
    expect(read([['1.234', '01/02/2027']]).asked).toEqual(['numbers', 'days'])
    expect(read([['1.234', '01/02/2027']], { numbers: 'comma', days: 'mdy' })).toEqual({
      asked: [],
      values: [{ price: '1234', on: '2027-01-02' }],
    })
  })

  test('a day that says its year first, and the eleventh of November, need no question', () => {
    const { asked, values } = read([
      ['1', '2027-02-03'],
      ['1', '2027. 2. 3.'],
      ['1', '11/11/2027'],
      ['1', '2027-02-03T10:00:00Z'],
    ])
    expect(asked).toEqual([])
    expect(values.map(({ on }) => on)).toEqual(['2027-02-03', '2027-02-03', '2027-11-11', '2027-02-03'])
  })
})

test('[PL-R36] the columns of a file are known by what four languages call them, each once', () => {
  const of = (...headers: string[]) => guessMapping(memberImporter, headers)
  expect(of('Ad', 'SOYAD', 'e-posta', 'Üyelik Türü')).toEqual({
    givenName: 0,
    familyName: 1,
    email: 2,
    membershipType: 3,
  })
  expect(of('이름', '전화', '회원 번호')).toEqual({ name: 0, phone: 1, memberNumber: 2 })
  expect(of('first_name', 'Name', 'membershipType')).toEqual({ givenName: 0, name: 1, membershipType: 2 })
})
