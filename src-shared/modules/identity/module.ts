import type { Module } from '../../kernel/module.ts'
import { addUser, openTenant, registerDesk, suspendUser } from './commands.ts'
import { permissions } from './permissions.ts'
import { people } from './queries.ts'
import { scope } from './scope.ts'

/** People, roles and desks of a tenant. */
export const identity: Module = {
  name: 'identity',
  commands: [openTenant, addUser, registerDesk, suspendUser],
  queries: [people],
  reactions: [],
  rejections: {
    user_not_found: {
      status: 404,
      sentences: {
        en: 'This person is not known here.',
        es: 'No se conoce a esta persona aquí.',
        ko: '알 수 없는 사람입니다.',
        tr: 'Bu kişi burada bilinmiyor.',
      },
    },
  },
  labels: {},
  permissions,
  scope,
  constraints: {},
}
