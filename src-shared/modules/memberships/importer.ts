import type { Importer, ImportRow } from '../../kernel/importer.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { planNames, typeKey } from './import-rules.ts'
import { maxPlanName } from './plan-rules.ts'

const typeOf = (row: ImportRow): string => row.values.membershipType ?? ''

/** Only what the row says: the rest takes its default. */
const given = (values: Record<string, string | null | undefined>): JsonObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, string][] =>
      value === null || value === undefined ? [] : [[key, value]],
    ),
  )

/** A whole name in one column: the last word is the family's. One written in one piece stays as it is. */
function namesOf({ givenName, familyName, name }: ImportRow['values']) {
  if (givenName || familyName || !name) return { givenName, familyName }
  const words = name.trim().split(/\s+/)
  return words.length === 1
    ? { givenName: name }
    : { givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) }
}

/** Members of an older system with their memberships; their plain-text types become plans (MB-R70 to MB-R72). */
export const memberImporter: Importer = {
  entity: 'members',
  permission: 'membership_import',
  columns: [
    {
      key: 'memberNumber',
      type: 'text',
      names: ['Member number', 'Number', 'No', 'Número de socio', '회원 번호', 'Üye no'],
    },
    { key: 'name', type: 'text', names: ['Name', 'Full name', 'Nombre completo', '이름', '성명', 'Ad soyad'] },
    { key: 'givenName', type: 'text', names: ['Given name', 'First name', 'Nombre', 'Ad', 'Adı'] },
    {
      key: 'familyName',
      type: 'text',
      names: ['Family name', 'Last name', 'Surname', 'Apellidos', '성', 'Soyad', 'Soyadı'],
    },
    { key: 'email', type: 'text', names: ['E-mail', 'Email', 'Mail', 'Correo', '이메일', 'E-posta'] },
    {
      key: 'phone',
      type: 'text',
      names: ['Phone', 'Mobile', 'Telephone', 'Teléfono', '전화', '휴대폰', 'Telefon', 'Cep'],
    },
    { key: 'birthOn', type: 'day', names: ['Birth date', 'Date of birth', 'Nacimiento', '생년월일', 'Doğum tarihi'] },
    { key: 'address', type: 'text', names: ['Address', 'Dirección', '주소', 'Adres'] },
    { key: 'notes', type: 'text', names: ['Notes', 'Notas', '메모', 'Notlar'] },
    {
      key: 'membershipType',
      type: 'text',
      names: ['Membership type', 'membershipType', 'Type', 'Plan', 'Tipo', '멤버십', '회원권', 'Üyelik türü'],
    },
    { key: 'startsOn', type: 'day', names: ['Start', 'Start date', 'From', 'Inicio', '시작일', 'Başlangıç'] },
    { key: 'endsOn', type: 'day', names: ['End', 'End date', 'Until', 'Expires', 'Fin', '종료일', 'Bitiş'] },
    { key: 'createdOn', type: 'day', names: ['Created', 'Created at', 'Joined', 'Alta', '등록일', 'Kayıt tarihi'] },
  ],
  unique: [{ column: 'memberNumber', code: 'import_row_duplicate_number' }],
  prepare: (rows, run) =>
    [...planNames(rows.map(typeOf))].map(([key, name]) => ({
      key,
      command: 'memberships.ensure-plan',
      input: { planId: run.id(`plan:${key}`), versionId: run.id(`version:${key}`), name },
    })),
  command(row, run) {
    const { memberNumber, email, phone, birthOn, address, notes, startsOn, endsOn, createdOn } = row.values
    const plan = run.prepared(typeKey(typeOf(row)))
    const input = {
      ...{ memberId: row.id('member'), membershipId: row.id('membership'), periodId: row.id('period') },
      fields: given({ ...namesOf(row.values), memberNumber, email, phone, birthOn, address, notes }),
      planId: plan?.planId ?? run.id(`plan:${typeKey(typeOf(row))}`),
      legacyType: typeOf(row),
      startsOn: startsOn ?? createdOn ?? run.today,
      ...given({ endsOn }),
    }
    return { command: 'memberships.import-row', input }
  },
  warning(row, outcome) {
    if (outcome.result === 'matched') return 'import_row_matched'
    return [...typeOf(row).trim()].length > maxPlanName ? 'import_row_type_cut' : null
  },
  rowId: (outcome) => (typeof outcome.membershipId === 'string' ? outcome.membershipId : null),
}
