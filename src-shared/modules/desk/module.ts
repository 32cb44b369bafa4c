import type { Module } from '../../kernel/module.ts'
import { permissions } from './permissions.ts'
import { setPreference } from './preference-command.ts'
import { preferences } from './preference-query.ts'
import { preferenceRejections } from './preference-rejections.ts'
import { scope } from './scope.ts'
import { deleteView, saveView } from './view-commands.ts'
import { savedViews } from './view-query.ts'
import { viewRejections } from './view-rejections.ts'

/** What people are told, how they like to work, and the one box in which they find everything. */
export const desk: Module = {
  name: 'desk',
  commands: [saveView, deleteView, setPreference],
  queries: [savedViews, preferences],
  reactions: [],
  rejections: { ...viewRejections, ...preferenceRejections },
  labels: {},
  permissions,
  scope,
  constraints: { saved_views_name: 'view_name_taken' },
}
